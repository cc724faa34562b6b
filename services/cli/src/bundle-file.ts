import { open } from "node:fs/promises";
import { Problem } from "@redflag/domain/problem";
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
    throw new Problem("bundle_unreadable", `${path}: ${error instanceof Error ? error.message : error}`);
  }
}
