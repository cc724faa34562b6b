import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import canonicalize from "canonicalize";
import assert from "./assert.ts";
import type { Hash } from "./hex.ts";

/** JSON without bigint or fractions: what has one canonical text (RFC 8785). An undefined member is absent. */
export type Canonical =
  | string
  | number
  | boolean
  | null
  | readonly Canonical[]
  | { readonly [key: string]: Canonical | undefined };

/** The one text that stands for this content, byte for byte, on every machine. */
export function canonicalText(content: Canonical): string {
  const text = canonicalize(content);
  assert(text !== undefined, "content has a canonical form");
  return text;
}

/** SHA-256 of the canonical text. `domain` keeps two kinds of content from ever sharing an id. */
export function contentHash(domain: string, content: Canonical): Hash {
  return `0x${bytesToHex(sha256(utf8ToBytes(`${domain}\n${canonicalText(content)}`)))}`;
}
