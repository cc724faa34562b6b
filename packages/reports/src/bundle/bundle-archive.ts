import { Problem } from "@redflag/domain/problem";
import { unzipSync, type Zippable, zipSync } from "fflate";
import { unreadable } from "./bundle-json.ts";

/** A slice of 50,000 transfers takes half of it. Ours [E]. */
export const BUNDLE_BYTES_MAX = 64 * 1024 * 1024;
/** With what the archive says of its files. */
export const ARCHIVE_BYTES_MAX = BUNDLE_BYTES_MAX + 4 * 1024 * 1024;
/** A proof for each block of the largest alert, and the rest. */
const BUNDLE_FILES_MAX = 5_000;
const NAME = /^(?:[A-Za-z][A-Za-z0-9.-]{0,80}|proofs\/[a-z0-9][a-z0-9.-]{0,80})$/;
/** Some tools that pack files again add folders as entries of their own. */
const FOLDER = "proofs/";
/** Every file has the same, whatever the clock or its zone: the first moment that the format can say. */
const NO_TIME = new Date(1980, 0, 1);

export interface BundleArchive {
  files: ReadonlyMap<string, Uint8Array>;
  /** Whether the archive is byte for byte the one that these files make. */
  asWritten: boolean;
}

/** Why these files are more than a bundle can hold; undefined where they are not. */
export function tooMuchText(files: ReadonlyMap<string, Uint8Array>): string | undefined {
  const bytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  if (bytes > BUNDLE_BYTES_MAX) return `its files have ${bytes} bytes, and a bundle holds ${BUNDLE_BYTES_MAX}`;
  return files.size > BUNDLE_FILES_MAX
    ? `it has ${files.size} files, and a bundle holds ${BUNDLE_FILES_MAX}`
    : undefined;
}

/** Bytes that follow from the files alone. Nothing is compressed: any tool, and any later one, finds the same bytes in it. */
export function packBundle(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const sorted: Zippable = {};
  for (const path of [...files.keys()].sort()) {
    const bytes = files.get(path);
    if (bytes !== undefined) sorted[path] = [bytes, { level: 0, mtime: NO_TIME }];
  }
  return zipSync(sorted);
}

/**
 * Takes the files out of an archive that anybody may have made: names and sizes are looked at before anything is unpacked.
 * @throws Problem `bundle_unreadable`
 */
export function unpackBundle(bytes: Uint8Array): BundleArchive {
  if (bytes.length > ARCHIVE_BYTES_MAX) throw tooLarge();
  const seen = new Set<string>();
  let total = 0;
  let unpacked: Record<string, Uint8Array>;
  try {
    unpacked = unzipSync(bytes, {
      filter({ name, size, originalSize, compression }) {
        if (name === FOLDER && originalSize === 0) return false;
        checkName(name, seen);
        total += originalSize;
        if (!(total <= BUNDLE_BYTES_MAX)) throw tooLarge();
        if (compression === 0 && size !== originalSize) throw unreadable(shown(name), "has two sizes");
        return true;
      },
    });
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem("bundle_unreadable", "it is no zip archive, or a part of one", { cause: error });
  }
  const files = new Map(Object.entries(unpacked));
  if (files.size === 0) throw new Problem("bundle_unreadable", "there is nothing in it");
  return { files, asWritten: sameBytes(packBundle(files), bytes) };
}

function checkName(name: string, seen: Set<string>): void {
  if (!NAME.test(name) || name.includes("..")) throw unreadable(shown(name), "is no name of a file in a bundle");
  // On a disk that does not tell case apart, one would take the other's place.
  const key = name.toLowerCase();
  if (seen.has(key)) throw unreadable(shown(name), "is in it twice, perhaps in another case");
  seen.add(key);
  if (seen.size > BUNDLE_FILES_MAX) {
    throw new Problem("bundle_unreadable", `it has more than ${BUNDLE_FILES_MAX} files`);
  }
}

/** A name from outside: nothing in it may act on a terminal, hide, or fill a page. */
function shown(name: string): string {
  return `"${name.slice(0, 100).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "?")}"`;
}

function tooLarge(): Problem {
  return new Problem("bundle_unreadable", `it is larger than ${BUNDLE_BYTES_MAX} bytes`);
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
