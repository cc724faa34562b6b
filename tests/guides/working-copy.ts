import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
const ROOT_FILES = ["package.json", "pnpm-workspace.yaml", "tsconfig.json", "biome.json", ".gitignore"];
/** The copy's own: what is tried in a copy needs no database, and the real one would start a server. */
const VITEST_CONFIG = "vitest.config.ts";

export interface WorkingCopy {
  root: string;
  /** Files that are new or have changed since the copy was made, sorted. */
  listChanges(): string[];
  remove(): void;
}

/**
 * A copy of some folders and of what stands at the root, in a temporary directory, with the project's installed packages.
 * @param folders from the project's root, with forward slashes
 */
export function makeWorkingCopy(folders: readonly string[]): WorkingCopy {
  const root = mkdtempSync(join(tmpdir(), "redflag-guide-"));
  for (const path of [...ROOT_FILES, ...folders]) {
    cpSync(join(ROOT, path), join(root, path), {
      recursive: true,
      filter: (source) => !source.endsWith("node_modules"),
    });
  }
  writeFileSync(join(root, VITEST_CONFIG), 'export default { test: { include: ["**/*.test.ts"] } };\n');
  const owners = new Set(["", ...folders.map(packageOf)]);
  for (const owner of owners) {
    const installed = join(ROOT, owner, "node_modules");
    if (existsSync(installed)) symlinkSync(installed, join(root, owner, "node_modules"), "dir");
  }
  const read = (path: string) => readFileSync(join(root, path), "utf8");
  const before = new Map(listFiles(root, "").map((path) => [path, read(path)]));
  return {
    root,
    listChanges: () => listFiles(root, "").filter((path) => before.get(path) !== read(path)),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** `packages/domain` of `packages/domain/src`; the root, of what belongs to no package. */
function packageOf(folder: string): string {
  for (let at = folder; at !== "."; at = dirname(at)) {
    if (existsSync(join(ROOT, at, "package.json"))) return at;
  }
  return "";
}

function listFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => name !== "node_modules")
    .flatMap((row) => {
      const path = folder === "" ? row.name : `${folder}/${row.name}`;
      return row.isDirectory() ? listFiles(root, path) : [path];
    })
    .sort();
}
