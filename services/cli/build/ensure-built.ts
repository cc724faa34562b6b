import { join } from "node:path";
import { keepBuild } from "@redflag/runtime/kept-build";
import { type BuiltProcess, buildProcesses, PROCESSES } from "./build-processes.ts";

const CLI_DIR = join(import.meta.dirname, "..");
const SOURCES = [
  ...["api", "cli", "ingest", "notify", "refresh", "screen"].map((service) => `services/${service}/src`),
  "services/cli/build",
  "services/console/build",
  ...["chain", "contract", "domain", "lists", "reports", "runtime", "store"].map((name) => `packages/${name}/src`),
  "pnpm-lock.yaml",
];

/** The file that starts each process, built from their sources unless that was done before. */
export async function ensureProcessesBuilt(): Promise<Readonly<Record<BuiltProcess, string>>> {
  const folder = await keepBuild({
    root: join(CLI_DIR, "../.."),
    sources: SOURCES,
    directory: join(CLI_DIR, ".dist"),
    make: buildProcesses,
  });
  const paths = Object.keys(PROCESSES).map((name) => [name, join(folder, `${name}.js`)]);
  return Object.fromEntries(paths) as Record<BuiltProcess, string>;
}
