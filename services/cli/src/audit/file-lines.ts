import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Problem } from "@redflag/domain/problem";
import { fileFaultText } from "@redflag/lists/file-fault";

export interface FileLine {
  /** From 1. */
  number: number;
  /** Bytes of the file up to its end. */
  offset: number;
  /** Undefined where the bytes are no UTF-8, or too many. */
  text: string | undefined;
}

/** More than an entry can have, and little enough to hold. */
const LINE_BYTES_MAX = 4 * 1024 * 1024;
const LINE_FEED = 0x0a;
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Lines as bytes end them: what else may end a line for a person stands inside entries as it is. Blank ones are left out.
 * @throws Problem `audit_unreadable`
 */
export async function* readFileLines(path: string): AsyncGenerator<FileLine> {
  let parts: Buffer[] = [];
  let size = 0;
  let offset = 0;
  let number = 0;

  function take(end: Buffer): FileLine {
    const bytes = Buffer.concat([...parts, end]);
    number++;
    offset += size + end.length + 1;
    const text = size + end.length > LINE_BYTES_MAX ? undefined : decode(bytes);
    parts = [];
    size = 0;
    return { number, offset, text };
  }

  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      let rest = chunk as Buffer;
      for (let at = rest.indexOf(LINE_FEED); at >= 0; at = rest.indexOf(LINE_FEED)) {
        const line = take(rest.subarray(0, at));
        if (line.text !== "") yield line;
        rest = rest.subarray(at + 1);
      }
      // Of a line that is too long anyway nothing more is kept.
      if (size <= LINE_BYTES_MAX) parts.push(rest);
      size += rest.length;
    }
    if (size > 0) yield take(Buffer.alloc(0));
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** @throws Problem `audit_unreadable` */
export async function getFileBytes(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    throw unreadable(path, error);
  }
}

function decode(bytes: Buffer): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

function unreadable(path: string, cause: unknown): unknown {
  const fault = fileFaultText(cause);
  return fault === undefined ? cause : new Problem("audit_unreadable", `${path}: ${fault}`, { cause });
}
