import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

export interface HashedFile {
  /** Below the folder, with `/`. */
  path: string;
  bytes: number;
  sha256: string;
}

/** Copies one file of a folder to the same place in another, onto the disk, and says what was copied; without `to` only that. */
export async function copyHashed(from: string, path: string, to?: string): Promise<HashedFile> {
  const hash = createHash("sha256");
  let bytes = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, to === undefined ? undefined : chunk);
    },
  });
  const source = createReadStream(join(from, path));
  if (to === undefined) await pipeline(source, counting.resume());
  else {
    await mkdir(dirname(join(to, path)), { recursive: true });
    await pipeline(source, counting, createWriteStream(join(to, path), { mode: 0o600, flush: true }));
  }
  return { path, bytes, sha256: hash.digest("hex") };
}

/** Everything below a folder, folders before what is in them. */
export async function listFiles(folder: string): Promise<Array<{ path: string; isDirectory: boolean }>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .map((entry) => ({
      path: join(entry.parentPath, entry.name).slice(folder.length + 1),
      isDirectory: entry.isDirectory(),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
