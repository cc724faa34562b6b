import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { Problem } from "@redflag/domain/problem";
import { fileFaultText } from "@redflag/lists/file-fault";
import type { ByteSource } from "@redflag/lists/importer";
import { IMPORT_BYTES_MAX } from "@redflag/lists/utf8-text";
import { grouped } from "./count-text.ts";
import { createProgress } from "./progress.ts";
import { surroundings } from "./surroundings.ts";

/** Reading less takes a moment. */
const PROGRESS_BYTES_MIN = 20 * 1024 ** 2;
const STDIN = "-";

export interface ImportSources {
  sources: ByteSource[];
  /** For people: the files' names. */
  name: string;
  /** Takes the progress away. */
  stop(): void;
}

/**
 * The files, or standard input for `-`, as bytes that come while they are read; long files show how far they are.
 * @throws Problem `list_unreadable` for what is no file that can be read, or is longer than an import takes
 */
export async function openSources(paths: readonly string[]): Promise<ImportSources> {
  if (paths.filter((path) => path === STDIN).length > 1) {
    throw new Problem("list_undescribed", "standard input can be one of the files, not more");
  }
  let total = 0;
  for (const path of paths) if (path !== STDIN) total += await sizeOf(path);
  const progress = createProgress("reading", total < PROGRESS_BYTES_MIN ? 0 : Math.ceil(total / 1024), 0, "KiB");
  let done = 0;
  async function* counted(source: ByteSource): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      done += chunk.length;
      progress.update(Math.floor(done / 1024));
      yield chunk;
    }
  }
  return {
    sources: paths.map((path) => counted(path === STDIN ? surroundings().stdin : createReadStream(path))),
    name: paths.map((path) => (path === STDIN ? "standard input" : basename(path))).join(", "),
    stop: () => progress.stop(),
  };
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new Problem("list_unreadable", `${path}: ${fileFaultText(cause)}`, { cause });
  });
  if (found.isDirectory()) throw new Problem("list_unreadable", `${path}: a folder, and this format is a file`);
  if (found.size <= IMPORT_BYTES_MAX) return found.size;
  throw new Problem(
    "list_unreadable",
    `${path}: ${grouped(found.size)} bytes long, and an import takes ${grouped(IMPORT_BYTES_MAX)}`,
  );
}
