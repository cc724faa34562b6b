import type { Exposure } from "./heuristic.ts";

/** Of every alert: a chain tells which addresses moved what, and nothing else. */
const NEVER_ESTABLISHED = [
  "who holds the addresses, or acts for those who do",
  "what the payments were for",
  "that anybody involved knew of a listing or of a pattern",
];

const OF_EXPOSURE: Record<Exposure, readonly string[]> = {
  DIRECT: [
    "whether the listing is right: its authority answers for that",
    "what the other side of a payment has to do with it",
  ],
  INDIRECT: [
    "that it is the same money: it is a share by calculation of what was mixed with other money on the way",
    "that those who passed it on have anything to do with where it came from",
  ],
  BEHAVIORAL: [
    "that the payments break any rule: ordinary business can have the same pattern",
    "that they finance anything: a pattern alone does not show it",
  ],
};

/** What an alert of this exposure leaves open, in words that follow "not established:". Said in every report. */
export function listNotEstablished(exposure: Exposure): readonly string[] {
  return [...NEVER_ESTABLISHED, ...OF_EXPOSURE[exposure]];
}
