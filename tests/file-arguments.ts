import { statSync } from "node:fs";
import { dirname } from "node:path";
import { InvalidArgumentError } from "commander";

/** A file to be read. */
export function parseFileThere(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) return path;
  throw new InvalidArgumentError("a file that is there is expected");
}

/** A file to be written, perhaps after hours: refused before them where it could not be. */
export function parseFileToWrite(path: string): string {
  const isFolder = (place: string) => statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (isFolder(dirname(path)) && !isFolder(path)) return path;
  throw new InvalidArgumentError("a file in a folder that is there is expected");
}
