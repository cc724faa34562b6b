import type { Entry, Sharing } from "./entry.ts";

/** For whom something is said: those who work with the lists, and the exchanges that subscribe. */
export const AUDIENCES = ["staff", "exchange"] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What each may know of. GREEN is shared with a community, which subscribers are; AMBER stays in the house. */
const KNOWN: Readonly<Record<Audience, readonly Sharing[]>> = {
  staff: ["TLP:RED", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"],
  exchange: ["TLP:GREEN", "TLP:CLEAR"],
};

export function sharingsKnownTo(audience: Audience): readonly Sharing[] {
  return KNOWN[audience];
}

/** What may stand in a file for them: a file goes from hand to hand, and RED is for those alone to whom it was told. */
export function sharingsExportedTo(audience: Audience): readonly Sharing[] {
  return KNOWN[audience].filter((sharing) => sharing !== "TLP:RED");
}

export function mayKnow(audience: Audience, { sharing }: Pick<Entry, "sharing">): boolean {
  return KNOWN[audience].includes(sharing);
}

/** One thing without which something could not be said. */
export type Ground =
  | { kind: "entry"; entry: Pick<Entry, "sharing"> }
  /** What anybody can read from the chain: payments, and what an issuer froze. */
  | { kind: "chain" }
  /** That an address pays on to a service: known to whoever knows by some entry what that wallet is. */
  | { kind: "inference"; walletEntries: ReadonlyArray<Pick<Entry, "sharing">> }
  /** What a VASP supplied of its own customers: for those who work with the lists alone. */
  | { kind: "enrichment" }
  /** Its owner's alone, who is told of it in another way. */
  | { kind: "private_watch" };

/** Something that could be said by itself: a match, a reason of a finding, an event. */
export interface Grounded {
  grounds: readonly Ground[];
}

/**
 * Which of these statements an audience may be told: those of which it knows every ground. What holds of several at once,
 * such as the severity of an alert, is to be made again of these alone: as if there had never been the others, so that
 * neither what is told nor what is left out shows them. A statement that names no ground is told to nobody.
 */
export function tellable<S extends Grounded>(audience: Audience, statements: readonly S[]): S[] {
  return statements.filter(({ grounds }) => grounds.length > 0 && grounds.every((ground) => isKnown(audience, ground)));
}

function isKnown(audience: Audience, ground: Ground): boolean {
  switch (ground.kind) {
    case "entry":
      return mayKnow(audience, ground.entry);
    case "chain":
      return true;
    case "inference":
      return ground.walletEntries.some((entry) => mayKnow(audience, entry));
    case "enrichment":
      return audience === "staff";
    case "private_watch":
      return false;
  }
}
