import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
/** Of what begins with a dot only these are ours; the rest belongs to tools and to whoever works here. */
const OUR_DOT_NAMES: readonly string[] = [".ci", ".github", ".gitignore"];

export interface TextFile {
  /** From the repository's root, with forward slashes. */
  path: string;
  text: string;
}

/** Every file of the repository, sorted; what is installed and what runs leave behind are left out. */
export function listPaths(folder = ""): string[] {
  const rows = readdirSync(join(ROOT, folder), { withFileTypes: true });
  const own = rows.filter(({ name }) => name !== "node_modules" && name !== "dist" && !name.endsWith(".log"));
  return own
    .filter(({ name }) => !name.startsWith(".") || OUR_DOT_NAMES.includes(name))
    .flatMap((row) => {
      const path = folder === "" ? row.name : `${folder}/${row.name}`;
      return row.isDirectory() ? listPaths(path) : [path];
    })
    .sort();
}

/** The files that hold text. */
export function readTexts(paths: readonly string[]): TextFile[] {
  return paths
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }))
    .filter(({ text }) => !text.includes("\0"));
}
