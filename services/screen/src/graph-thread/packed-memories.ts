import type { Address } from "@redflag/domain/address";
import type { PairMemory } from "@redflag/domain/graph/pair-memory";
import { decodePairMemory, encodePairMemory } from "@redflag/domain/graph/pair-memory-codec";
import type { PackedMemories } from "./graph-messages.ts";

const NOTHING = new Uint8Array(0);

/** What is stored of each of these addresses, one behind the other. */
export function packStored(addresses: readonly Address[], stored: ReadonlyMap<Address, Uint8Array>): PackedMemories {
  return pack(addresses, (address) => stored.get(address) ?? NOTHING);
}

export function packMemories(
  addresses: readonly Address[],
  memories: ReadonlyMap<Address, PairMemory>,
): PackedMemories {
  return pack(addresses, (address) => {
    const memory = memories.get(address);
    return memory === undefined ? NOTHING : encodePairMemory(memory);
  });
}

export function unpackMemories(addresses: readonly Address[], packed: PackedMemories): Map<Address, PairMemory> {
  const memories = new Map<Address, PairMemory>();
  for (const [address, bytes] of eachOf(addresses, packed)) memories.set(address, decodePairMemory(bytes));
  return memories;
}

/** Those that remember something, each with its bytes among the packed ones. */
export function* eachOf(
  addresses: readonly Address[],
  { lengths, bytes }: PackedMemories,
): Generator<[Address, Uint8Array]> {
  let at = 0;
  for (const [number, address] of addresses.entries()) {
    const end = at + (lengths[number] as number);
    if (end > at) yield [address, bytes.subarray(at, end)];
    at = end;
  }
}

function pack(addresses: readonly Address[], bytesOf: (address: Address) => Uint8Array): PackedMemories {
  const lengths = new Uint32Array(addresses.length);
  const parts: Uint8Array[] = [];
  let byteCount = 0;
  for (const [number, address] of addresses.entries()) {
    const part = bytesOf(address);
    lengths[number] = part.length;
    byteCount += part.length;
    parts.push(part);
  }
  const bytes = new Uint8Array(byteCount);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { lengths, bytes };
}
