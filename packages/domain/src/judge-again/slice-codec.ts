import { z } from "zod";
import type { Canonical } from "../content-hash.ts";
import type { JudgedSlice } from "./judged-slice.ts";
import { sliceSchema } from "./slice-schema.ts";

/** Why something is no slice. */
export class SliceUnreadable extends Error {
  override readonly name = "SliceUnreadable";
}

/** As JSON. */
export function encodeSlice(slice: JudgedSlice): Canonical {
  return z.encode(sliceSchema, slice) as Canonical;
}

/**
 * Reads JSON that anybody may have written. That it is a slice does not say that it holds together: judging a false one may
 * throw.
 * @throws SliceUnreadable saying where
 */
export function decodeSlice(json: unknown): JudgedSlice {
  const read = sliceSchema.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new SliceUnreadable(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "it is no slice"}`);
}
