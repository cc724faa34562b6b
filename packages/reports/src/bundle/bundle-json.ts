import { Problem } from "@redflag/domain/problem";
import type { z } from "zod";

/** Deeper than anything in a bundle; little enough for whatever walks through it. */
const JSON_DEPTH_MAX = 48;
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** The one text of a value in a bundle. */
export function bundleJson(value: unknown): Uint8Array {
  return encoder.encode(`${JSON.stringify(value, undefined, 1)}\n`);
}

/**
 * What a file says. Only the one text of a value is taken: a member given twice, or hidden in white space, is none.
 * @throws Problem `bundle_unreadable` naming the file
 */
export function readBundleJson<T>(path: string, bytes: Uint8Array, schema: z.ZodType<T>): T {
  const text = bundleText(path, bytes);
  if (depthOf(text) > JSON_DEPTH_MAX) throw unreadable(path, `is nested deeper than ${JSON_DEPTH_MAX}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadable(path, "is no JSON");
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue?.path.map(String).join(".") ?? "";
    throw unreadable(path, `${place === "" ? "" : `${place}: `}${issue?.message ?? "is not what it must be"}`);
  }
  if (`${JSON.stringify(parsed.data, undefined, 1)}\n` !== text) {
    throw unreadable(path, "is not written as this format writes it");
  }
  return parsed.data;
}

/** @throws Problem `bundle_unreadable` where the bundle lacks it */
export function fileOf(files: ReadonlyMap<string, Uint8Array>, path: string): Uint8Array {
  const bytes = files.get(path);
  if (bytes === undefined) throw unreadable(path, "is missing");
  return bytes;
}

/** @throws Problem `bundle_unreadable` naming the file */
export function bundleText(path: string, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw unreadable(path, "is no UTF-8");
  }
}

export function unreadable(path: string, fault: string): Problem {
  return new Problem("bundle_unreadable", `${path} ${fault}`);
}

/** Before it is parsed: what walks through values later has a stack that ends. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 0x5c) at++;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x7d || code === 0x5d) depth--;
  }
  return deepest;
}
