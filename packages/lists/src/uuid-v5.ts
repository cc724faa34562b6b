import { sha1 } from "@noble/hashes/legacy.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";

/** RFC 9562, 5.5: the same name in the same namespace has the same UUID, on every machine. It keeps nothing secret. */
export function uuidV5(namespace: string, name: string): string {
  const bytes = sha1(concatBytes(hexToBytes(namespace.replaceAll("-", "")), utf8ToBytes(name))).slice(0, 16);
  bytes[6] = (Number(bytes[6]) & 0x0f) | 0x50;
  bytes[8] = (Number(bytes[8]) & 0x3f) | 0x80;
  return bytesToHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
