import { copyFile, rename, writeFile } from "node:fs/promises";
import { findInstallationKey, type InstallationKey, newKeyText } from "./installation-key.ts";

/** The new key waits here until what rests under it is committed. */
export function nextKeyPath(path: string): string {
  return `${path}.next`;
}

/** The key that was in force lies here afterwards: backups from before the change need it. */
export function previousKeyPath(path: string): string {
  return `${path}.previous`;
}

/**
 * Writes a new key beside the one that is in force. One that a change left there, because it was cut off before its commit, is
 * overwritten: nothing rests under it.
 * @param keepsEarlier whether there are hashes of own addresses, which can only be hashed once more
 */
export async function writeNextKey(
  path: string,
  { ownAddress }: InstallationKey,
  keepsEarlier: boolean,
): Promise<InstallationKey> {
  const next = nextKeyPath(path);
  await writeWhole(next, newKeyText(keepsEarlier ? ownAddress : []));
  const key = await findInstallationKey(next);
  if (key === undefined) throw new Error(`${next} went away while it was written`);
  return key;
}

/** After the commit. Doing it again, after a change that was cut off here, ends the same. */
export async function settleNextKey(path: string): Promise<void> {
  const aside = `${previousKeyPath(path)}.${process.pid}`;
  await copyFile(path, aside);
  await rename(aside, previousKeyPath(path));
  await rename(nextKeyPath(path), path);
}

/** Nobody reads half of it, and nobody but this user any of it. */
async function writeWhole(path: string, text: string): Promise<void> {
  const aside = `${path}.${process.pid}`;
  await writeFile(aside, text, { mode: 0o600, flush: true });
  await rename(aside, path);
}
