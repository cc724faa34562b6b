import type { Sharing } from "@redflag/domain/entry";
import type { MessageId } from "../words/en.ts";

/** Who may know, in words: the mark itself says it only to whoever knows the protocol. */
export const SHARING_WORD = {
  "TLP:RED": "list.propose.sharing.red",
  "TLP:AMBER": "list.propose.sharing.amber",
  "TLP:GREEN": "list.propose.sharing.green",
  "TLP:CLEAR": "list.propose.sharing.clear",
} as const satisfies Record<Sharing, MessageId>;
