import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SOURCE = join(import.meta.dirname, "sqd");
const LOCK = "package-lock.json";

/**
 * The peer as npm has it, at the versions of its lock file, outside of this repository's own packages: they are fetched when somebody
 * asks for the comparison, and never by a test. None of their install scripts runs.
 * @param cacheDir where it stays for the next time
 * @returns its directory
 * @throws what npm said
 */
export function ensureSqd(cacheDir: string): string {
  const directory = join(cacheDir, "sqd");
  const isInstalled = existsSync(join(directory, "node_modules")) && readLock(directory) === readLock(SOURCE);
  cpSync(SOURCE, directory, { recursive: true });
  // Where its store looks for what it stores.
  cpSync(join(SOURCE, "model.js"), join(directory, "lib/model/index.js"));
  if (isInstalled) return directory;
  const { status, stderr, error } = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: directory,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`npm could not install the peer: ${error?.message ?? stderr}`);
  return directory;
}

function readLock(directory: string): string {
  return readFileSync(join(directory, LOCK), "utf8");
}
