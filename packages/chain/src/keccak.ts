import type { Hash } from "@redflag/domain/hex";
import { createKeccak } from "hash-wasm";

// WebAssembly: about 0.6 µs for 32 bytes where the JavaScript implementations need 4 to 8. The bloom check hashes every
// party of every transfer, so this is most of what checking costs.
const hasher = await createKeccak(256);

export function keccakBytes(bytes: Uint8Array): Uint8Array {
  return hasher.init().update(bytes).digest("binary");
}

export function keccakHex(bytes: Uint8Array): Hash {
  return `0x${hasher.init().update(bytes).digest("hex")}`;
}
