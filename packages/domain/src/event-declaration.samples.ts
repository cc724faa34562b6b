import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { ArgumentPlace } from "./freeze-family.ts";
import type { Hash } from "./hex.ts";

interface DeclaredEvent {
  signature: string;
  topic0: Hash;
  topicCount: number;
  wordCount: number;
  hasTail: boolean;
  /** Where the compiler puts the argument of this name. */
  placeOf(name: string): ArgumentPlace;
}

/** For tests: what follows from an event as Solidity declares it, `Name(type indexed name, type name, …)`. */
export function readDeclaration(text: string): DeclaredEvent {
  const name = text.slice(0, text.indexOf("("));
  const parameters = text.slice(name.length + 1, -1).split(", ");
  const places = new Map<string, ArgumentPlace>();
  const types: string[] = [];
  let topic = 0;
  let word = 0;
  for (const parameter of parameters) {
    const parts = parameter.split(" ");
    types.push(parts[0] ?? "");
    const isIndexed = parts[1] === "indexed";
    places.set(parts.at(-1) ?? "", isIndexed ? { topic: ++topic as 1 | 2 | 3 } : { word: word++ });
  }
  const signature = `${name}(${types.join(",")})`;
  return {
    signature,
    topic0: `0x${bytesToHex(keccak_256(utf8ToBytes(signature)))}`,
    topicCount: 1 + topic,
    wordCount: word,
    hasTail: types.includes("bytes"),
    placeOf(argument) {
      const place = places.get(argument);
      if (place === undefined) throw new Error(`${signature} has no ${argument}`);
      return place;
    },
  };
}
