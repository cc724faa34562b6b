import { type FileHandle, open, rm } from "node:fs/promises";
import { Problem } from "@redflag/domain/problem";
import { fileFaultText } from "@redflag/lists/file-fault";
import { ARCHIVE_BYTES_MAX } from "@redflag/reports/bundle/bundle-archive";

/**
 * A bundle's bytes, no more of them than one can have.
 * @throws Problem `bundle_unreadable`
 */
export async function readBundleFile(path: string): Promise<Uint8Array> {
  try {
    await using file = await open(path);
    const { size } = await file.stat();
    if (size > ARCHIVE_BYTES_MAX) {
      throw new Problem("bundle_unreadable", `${path} has ${size} bytes; a bundle has at most ${ARCHIVE_BYTES_MAX}`);
    }
    return await file.readFile();
  } catch (error) {
    if (error instanceof Problem) throw error;
    const fault = fileFaultText(error);
    if (fault === undefined) throw error;
    throw new Problem("bundle_unreadable", `${path}: ${fault}`, { cause: error });
  }
}

/**
 * Evidence is never written over. The file is there, empty, while `tell` tells of it, and is taken away again if that fails.
 * @throws Problem `bundle_unwritable`
 */
export async function writeBundleFile(path: string, bytes: Uint8Array, tell: () => Promise<void>): Promise<void> {
  await using file = await openNew(path);
  try {
    await tell();
    await file.writeFile(bytes);
  } catch (error) {
    await rm(path, { force: true });
    throw codeOf(error) === "ENOSPC" ? unwritable(path, error) : error;
  }
}

async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, "wx");
  } catch (error) {
    throw unwritable(path, error);
  }
}

const UNWRITABLE: Readonly<Record<string, string>> = {
  EEXIST: "it is there already",
  ENOENT: "there is no such folder",
  EACCES: "it may not be written to",
  ENOSPC: "the disk is full",
};

function unwritable(path: string, error: unknown): Problem {
  const code = codeOf(error) ?? "";
  return new Problem("bundle_unwritable", `${path}: ${UNWRITABLE[code] ?? code}`, { cause: error });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
