import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { keepBuild } from "@redflag/runtime/kept-build";
import { buildProcesses, PROCESSES, type Programs } from "./build-processes.ts";

const CLI_DIR = join(import.meta.dirname, "..");
const ROOT = join(CLI_DIR, "../..");
const SOURCES = [
  ...Object.values(PROCESSES).map((main) => dirname(main)),
  "services/cli/build",
  "services/console/build",
  ...readdirSync(join(ROOT, "packages")).map((name) => `packages/${name}/src`),
  "pnpm-lock.yaml",
];

/** Who built, and from what besides the product's own sources. */
interface Owner {
  /** Where builds are kept. */
  directory: string;
  /** From the repository's root. */
  sources: readonly string[];
}

/** The file that starts each process, built from their sources unless that was done before. */
export function ensureProcessesBuilt(): Promise<Programs<keyof typeof PROCESSES>> {
  return ensureBuilt(PROCESSES, { directory: join(CLI_DIR, ".dist"), sources: [] });
}

/** The same of programs that stand on the product: absolute paths by name. */
export async function ensureBuilt<Name extends string>(
  programs: Programs<Name>,
  owner: Owner,
): Promise<Programs<Name>> {
  const folder = await keepBuild({
    root: ROOT,
    sources: [...SOURCES, ...owner.sources],
    directory: owner.directory,
    make: (made) => buildProcesses(made, programs),
  });
  const paths = Object.keys(programs).map((name) => [name, join(folder, `${name}.js`)]);
  return Object.fromEntries(paths) as Programs<Name>;
}
