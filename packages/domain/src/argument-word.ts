import type { ArgumentPlace } from "./freeze-family.ts";
import type { Hex } from "./hex.ts";
import { sliceWord } from "./slice-word.ts";
import type { Log } from "./transfer.ts";

/** The 32-byte word of an event's argument; the log must have as many topics and words as the place needs. */
export function argumentWord({ topics, data }: Pick<Log, "topics" | "data">, place: ArgumentPlace): Hex {
  return "topic" in place ? (topics[place.topic] ?? "0x") : sliceWord(data, place.word);
}
