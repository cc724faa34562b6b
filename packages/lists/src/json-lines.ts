import type { ByteSource } from "./importer.ts";
import { unreadable, utf8Text, wholeText } from "./utf8-text.ts";

const LINE_CHARS_MAX = 16 * 1024 ** 2;
/** A document that has to be held whole costs several times its size. */
export const DOCUMENT_BYTES_MAX = 32 * 1024 ** 2;

export interface JsonLine {
  value: unknown;
  line: number;
}

/**
 * One JSON value a line, as it comes; empty lines are passed over.
 * @throws Problem `list_unreadable` with the line that is no JSON, or that ends with the file and without a line break
 */
export async function* jsonLines(source: ByteSource): AsyncGenerator<JsonLine> {
  let line = 1;
  let rest = "";
  for await (const text of utf8Text(source)) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const one of lines) {
      if (one.trim() !== "") yield { value: parseJson(one, `line ${line}`), line };
      line++;
    }
    if (rest.length > LINE_CHARS_MAX) throw unreadable(`line ${line}: longer than ${LINE_CHARS_MAX} characters`);
  }
  if (rest.trim() !== "") throw unreadable(`line ${line}: ends without a line break; the file was cut off`);
}

/** @throws Problem `list_unreadable`: no JSON, or too long to be held whole */
export async function jsonDocument(source: ByteSource): Promise<unknown> {
  return parseJson(await wholeText(source, DOCUMENT_BYTES_MAX), "the file");
}

export function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text);
  } catch (cause) {
    const at = cause instanceof Error ? /position (\d+)/.exec(cause.message)?.[1] : undefined;
    const where = at === undefined ? "" : `, from character ${Number(at) + 1}`;
    throw unreadable(`${place}: not JSON${where}; was it cut off?`, cause);
  }
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects in it; nothing when it is no array. */
export function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The texts in it, where it is a text or an array of them. */
export function textsIn(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((one): one is string => typeof one === "string" && one !== "");
}
