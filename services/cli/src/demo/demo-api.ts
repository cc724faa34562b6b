import type { RunningApi } from "@redflag/api/start-api";
import { Problem } from "@redflag/domain/problem";
import { type Config, loadConfig } from "@redflag/runtime/config";
import { type ServeOptions, serveApi } from "../serve-api.ts";

const DEFAULT_PORT = 8620;

/**
 * The demo's own configuration: nothing that is set for real work holds in it, not the address that the API listens on, not who
 * signs people in. Webhooks may go to this machine, where `redflag webhook listen` takes them.
 */
export function demoConfig(dataDir: string, { logLevel }: Pick<Config, "logLevel">): Config {
  return loadConfig({
    REDFLAG_DATA_DIR: dataDir,
    REDFLAG_LOG_LEVEL: logLevel,
    REDFLAG_WEBHOOK_PRIVATE_HOSTS: "127.0.0.1,localhost",
  });
}

interface ServedDemo {
  api: RunningApi;
  /** The port that was asked for, where somebody else listens on it. */
  portTaken?: number;
}

/** Serves API and console on loopback, on a free port where the one that was asked for is taken: nobody waits for another's server. */
export async function serveDemoApi(
  options: Pick<ServeOptions, "config" | "urls" | "logger" | "consoleDir">,
  port = DEFAULT_PORT,
): Promise<ServedDemo> {
  try {
    return { api: await serveApi({ ...options, port }) };
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "port_taken") throw error;
    return { api: await serveApi({ ...options, port: 0 }), portTaken: port };
  }
}
