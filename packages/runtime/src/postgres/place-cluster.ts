import { chmod, chown, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { clusterPaths, type Home } from "./home.ts";

/**
 * Puts a cluster that exists elsewhere in its home: built aside and renamed, so that it is whole or absent.
 * @param build fills the folder with `data` and `password`
 */
export async function placeCluster(
  { directory, account }: Home,
  build: (unfinished: string) => Promise<void>,
): Promise<void> {
  await mkdir(dirname(directory), { recursive: true });
  const unfinished = await mkdtemp(`${directory}.new-`);
  try {
    await build(unfinished);
    const { data, log } = clusterPaths(unfinished);
    await mkdir(dirname(log), { mode: 0o700 });
    await chmod(data, 0o700);
    // Others may go through to their own directory, and see nothing.
    await chmod(unfinished, 0o711);
    if (account.isOther) {
      for (const path of [data, dirname(log)]) await giveAll(path, account.uid, account.gid);
    }
    await rename(unfinished, directory);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

async function giveAll(path: string, uid: number, gid: number): Promise<void> {
  await chown(path, uid, gid);
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
    await chown(join(entry.parentPath, entry.name), uid, gid);
  }
}
