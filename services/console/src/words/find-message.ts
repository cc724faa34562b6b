import { EN, type MessageId } from "./en.ts";

/** The message of that id, where there is one: a later API may name what this console has no words for. */
export function findMessage(id: string): MessageId | undefined {
  return Object.hasOwn(EN, id) ? (id as MessageId) : undefined;
}
