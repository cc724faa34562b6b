import { FOLDED_FOR_AN_ANSWER_MAX } from "@redflag/api/explainer";
import { type RunningApi, type StartOptions, startApi } from "@redflag/api/start-api";
import { createExplainer } from "@redflag/screen/explain";
import { MIGRATIONS_DIR, REPORT_PROFILES_DIR } from "./project-paths.ts";

export interface ServeOptions extends Pick<StartOptions, "config" | "urls" | "logger" | "port" | "consoleDir"> {
  registry?: StartOptions["registry"] | undefined;
}

/**
 * The API of a process that does everything else, too: this is where it is given what other services make.
 * @throws what `startApi` throws
 */
export function serveApi({ registry, ...options }: ServeOptions): Promise<RunningApi> {
  return startApi({
    ...options,
    migrationsDir: MIGRATIONS_DIR,
    reportProfilesDir: REPORT_PROFILES_DIR,
    explainer: createExplainer(FOLDED_FOR_AN_ANSWER_MAX),
    ...(registry !== undefined && { registry }),
  });
}
