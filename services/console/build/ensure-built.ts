import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Problem } from "@redflag/domain/problem";

const CONSOLE_DIR = join(import.meta.dirname, "..");
const REPOSITORY_DIR = join(CONSOLE_DIR, "../..");
const BUILDS_DIR = join(CONSOLE_DIR, ".dist");
/** All that a build is made of, from the repository's root. */
const SOURCES = [
  "services/console/src",
  "services/console/build",
  "services/console/index.html",
  "services/console/vite.config.ts",
  "packages/contract/src",
  "packages/domain/src",
  "docs/examples/webhooks",
  "pnpm-lock.yaml",
];
/** A process that serves an older one reads its files as they are asked for. */
const BUILDS_KEPT = 3;
const BUILD_TIMEOUT_MS = 120_000;

/**
 * The folder of the console's files, built from its sources unless that was done before.
 * @param onBuild called before a build, which takes seconds
 * @throws Problem `console_not_built`
 */
export async function ensureConsoleBuilt(onBuild: () => void = () => {}): Promise<string> {
  const folder = join(BUILDS_DIR, await digestOfSources());
  if (await isFolder(folder)) return folder;
  onBuild();
  // Two processes may build at once: each in its own folder, and the first to be done gives the name.
  const ownFolder = `${folder}.${process.pid}`;
  await runVite(ownFolder);
  await rename(ownFolder, folder).catch(() => rm(ownFolder, { recursive: true }));
  await deleteOldBuilds();
  return folder;
}

async function runVite(outDir: string): Promise<void> {
  const vite = join(fileURLToPath(import.meta.resolve("vite/package.json")), "../bin/vite.js");
  const args = [vite, "build", "--configLoader", "native", "--outDir", outDir, "--emptyOutDir", "--logLevel", "warn"];
  try {
    // Whoever starts it under another NODE_ENV would get React as it is for those who develop it.
    const env = { ...process.env, NODE_ENV: "production" };
    await promisify(execFile)(process.execPath, args, { cwd: CONSOLE_DIR, env, timeout: BUILD_TIMEOUT_MS });
  } catch (cause) {
    throw new Problem("console_not_built", cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

async function digestOfSources(): Promise<string> {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    for (const path of await listFiles(join(REPOSITORY_DIR, source))) {
      hash.update(`${path.slice(REPOSITORY_DIR.length)}\0`).update(await readFile(path));
    }
  }
  return hash.digest("hex").slice(0, 16);
}

/** Tests are no part of a build. */
async function listFiles(path: string): Promise<string[]> {
  if (!(await isFolder(path))) return [path];
  const names = await readdir(path, { recursive: true, withFileTypes: true });
  return names
    .filter((entry) => entry.isFile() && !entry.name.includes(".test."))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function deleteOldBuilds(): Promise<void> {
  await mkdir(BUILDS_DIR, { recursive: true });
  const names = (await readdir(BUILDS_DIR)).filter((name) => /^[0-9a-f]{16}$/.test(name));
  const builds = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(BUILDS_DIR, name))).mtimeMs })),
  );
  const old = builds.sort((a, b) => b.at - a.at).slice(BUILDS_KEPT);
  await Promise.all(old.map(({ name }) => rm(join(BUILDS_DIR, name), { recursive: true, force: true })));
}
