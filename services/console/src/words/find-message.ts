import type { MessageId } from "./en.ts";
import { loadedWords } from "./loaded-words.ts";

/** The message of that id, where there is one: a later API may name what this console has no words for. */
export function findMessage(id: string): MessageId | undefined {
  return Object.hasOwn(loadedWords(), id) ? (id as MessageId) : undefined;
}
