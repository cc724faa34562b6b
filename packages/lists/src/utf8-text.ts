import { Problem } from "@redflag/domain/problem";
import type { ByteSource } from "./importer.ts";

/** More than any list that is published, and less than what a reader should hold a process up with. */
export const IMPORT_BYTES_MAX = 1024 ** 3;

/**
 * A file's text as it comes, without its byte order mark.
 * @throws Problem `list_unreadable` with the line of what is no UTF-8, when it is longer than an import takes, or when nothing is in it
 */
export async function* utf8Text(source: ByteSource, bytesMax = IMPORT_BYTES_MAX): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let bytes = 0;
  let line = 1;
  /** For what a decoder does not say: where the fault is. */
  let held: Uint8Array = new Uint8Array();
  for await (const chunk of source) {
    if (bytes === 0) refuseUtf16(chunk);
    bytes += chunk.length;
    if (bytes > bytesMax) throw unreadable(`longer than ${bytesMax} bytes, and no list that is read here is`);
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: true });
    } catch {
      throw notUtf8(line, Buffer.concat([held, chunk]));
    }
    const nul = text.indexOf("\0");
    if (nul >= 0)
      throw unreadable(`line ${line + lineBreaks(text.slice(0, nul))}: holds a NUL, as no text does; is it UTF-16?`);
    held = chunk.subarray(Math.max(0, chunk.length - 3));
    line += lineBreaks(text);
    if (text !== "") yield text;
  }
  try {
    decoder.decode();
  } catch {
    throw unreadable(`line ${line}: ends within a character; the file was cut off`);
  }
  if (bytes === 0) throw unreadable("the file is empty");
}

function refuseUtf16([first, second]: Uint8Array): void {
  const isMark = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (isMark) throw unreadable("line 1: the file is UTF-16; save it as UTF-8");
}

/** @param bytes the last few of what was read before, and those that the decoder refused */
function notUtf8(line: number, bytes: Uint8Array): Problem {
  const text = new TextDecoder().decode(bytes);
  // Where the bytes before were cut within a character, they begin with replacements of their own.
  const at = text.indexOf("\uFFFD", text.startsWith("\uFFFD") ? 3 : 0);
  const before = at < 0 ? "" : text.slice(0, at);
  return unreadable(`line ${line + lineBreaks(before)}: not UTF-8; is it Latin-1 or Windows-1252? Save it as UTF-8`);
}

function lineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

export function unreadable(detail: string, cause?: unknown): Problem {
  return new Problem("list_unreadable", detail, cause === undefined ? {} : { cause });
}

/**
 * The whole text, for formats that cannot be read in pieces.
 * @throws Problem `list_unreadable` as above
 */
export async function wholeText(source: ByteSource, bytesMax: number): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of utf8Text(source, bytesMax)) pieces.push(piece);
  return pieces.join("");
}
