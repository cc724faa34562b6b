import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readMemoryMb } from "../bench/postgres-cpu.ts";
import { findFreePort } from "../free-port.ts";
import { PipelineProcess } from "../kill/pipeline-process.ts";
import { privateMb, treeOf } from "./read-sample.ts";

/** The API gives events their places in the feed. */
const ROLES = ["ingest", "screen", "notify", "api"] as const;

export interface SoakPlace {
  databaseUrl: string;
  redisUrl?: string;
  /** Each an endpoint of every chain, on the path of its name. */
  ports: readonly number[];
  chains: readonly string[];
  /** The exchange's end of its webhook. */
  receiver: { host: string; ca: string; keyText: string };
}

/** The real processes, each by itself. */
export interface SoakProcesses {
  /** @throws with its log when one has ended by itself */
  memoryMb(postgresPid: number): Record<string, number>;
  /** @throws when one does not end well */
  end(): Promise<void>;
  kill(): Promise<void>;
}

/** They are ready when this returns. */
export async function startSoakProcesses(place: SoakPlace): Promise<SoakProcesses> {
  const dataDir = await mkdtemp(join(tmpdir(), "redflag-soak-"));
  const { receiver } = place;
  await writeFile(join(dataDir, "installation.key"), `${receiver.keyText}\n`, { mode: 0o600 });
  await writeFile(join(dataDir, "ca.pem"), receiver.ca);
  const endpoints = place.chains.map((name): [string, string] => [
    `REDFLAG_RPC_${name.toUpperCase()}`,
    place.ports.map((port) => `http://127.0.0.1:${port}/${name}`).join(","),
  ]);
  const env = {
    ...Object.fromEntries(endpoints),
    REDFLAG_DATABASE_URL: place.databaseUrl,
    ...(place.redisUrl !== undefined && { REDFLAG_REDIS_URL: place.redisUrl }),
    REDFLAG_DATA_DIR: dataDir,
    REDFLAG_API_PORT: `${await findFreePort()}`,
    REDFLAG_WEBHOOK_PRIVATE_HOSTS: receiver.host,
    NODE_EXTRA_CA_CERTS: join(dataDir, "ca.pem"),
  };
  const processes = ROLES.map((role) => new PipelineProcess(role, env));
  let fallen: string | undefined;
  for (const process of processes) {
    void process.ended.then((code) => {
      fallen ??= `${process.role} ended with ${code}:\n${process.log}`;
    });
  }
  const kill = async () => {
    await Promise.all(processes.map((process) => process.end("SIGKILL")));
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await Promise.all(processes.map(({ ready }) => ready));
  } catch (error) {
    await kill();
    throw error;
  }
  return {
    memoryMb(postgresPid) {
      if (fallen !== undefined) throw new Error(fallen);
      const own = processes.map(({ role, pid }): [string, number] => [role, readMemoryMb(pid).now]);
      const postgres = treeOf(postgresPid).reduce((sum, pid) => sum + privateMb(pid), 0);
      return { ...Object.fromEntries(own), postgres };
    },
    async end() {
      for (const process of processes) {
        const code = await process.end("SIGTERM");
        if (code !== 0) throw new Error(`${process.role} ended with ${code}:\n${process.log}`);
      }
      await rm(dataDir, { recursive: true, force: true });
    },
    kill,
  };
}
