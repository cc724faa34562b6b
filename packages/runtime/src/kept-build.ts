import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** Somebody who started from an older one reads its files as they are asked for. */
const BUILDS_KEPT = 3;

/** What is built from sources, and kept for as long as they stay the same. */
export interface KeptBuild {
  /** The repository's root. */
  root: string;
  /** All that a build is made of: files and folders, from the root. Tests are no part of it. */
  sources: readonly string[];
  /** Each build is a folder in it, named after the digest of its sources. */
  directory: string;
  make(folder: string): Promise<void>;
}

/** The folder of the build of the sources as they are, made unless that was done before. */
export async function keepBuild({ root, sources, directory, make }: KeptBuild): Promise<string> {
  const folder = join(directory, await digestOf(root, sources));
  if (await isFolder(folder)) return folder;
  // Two may build at once: each in its own folder, and the first to be done gives the name.
  const ownFolder = `${folder}.${randomUUID()}`;
  try {
    await make(ownFolder);
    await rename(ownFolder, folder);
  } catch (error) {
    await rm(ownFolder, { recursive: true, force: true });
    if (!(await isFolder(folder))) throw error;
  }
  await deleteOldBuilds(directory);
  return folder;
}

async function digestOf(root: string, sources: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const source of sources) {
    for (const path of await listFiles(join(root, source))) {
      hash.update(`${path.slice(root.length)}\0`).update(await readFile(path));
    }
  }
  return hash.digest("hex").slice(0, 16);
}

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

async function deleteOldBuilds(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const names = (await readdir(directory)).filter((name) => /^[0-9a-f]{16}$/.test(name));
  const builds = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(directory, name))).mtimeMs })),
  );
  const old = builds.sort((a, b) => b.at - a.at).slice(BUILDS_KEPT);
  await Promise.all(old.map(({ name }) => rm(join(directory, name), { recursive: true, force: true })));
}
