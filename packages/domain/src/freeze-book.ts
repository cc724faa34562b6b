import type { Address } from "./address.ts";
import assert from "./assert.ts";
import { contentHash } from "./content-hash.ts";
import type { Hash } from "./hex.ts";
import type { IssuerEvent } from "./transfer.ts";

/** The virtual list of what issuers froze: it has no versions and nobody edits it, because the ledger is the list. */
export const FREEZE_LIST = "issuer-freezes";

/** A freeze or its end, as the ledger has it. */
export interface FreezeEvent extends Omit<IssuerEvent, "kind" | "account" | "amount"> {
  kind: "freeze" | "unfreeze";
  account: Address;
  /** Unix seconds of block time. */
  time: number;
}

/** One account frozen by one token's contract: from the first event that said so until the one that lifted it. */
export interface FreezeSpell<Event extends FreezeEvent = FreezeEvent> {
  account: Address;
  token: Address;
  frozen: Event;
  /** Absent while it stands. */
  lifted?: Event;
}

/** A freeze that stands at some place of the chain. */
export type StandingFreeze = Pick<FreezeEvent, "token" | "blockNumber" | "logIndex" | "txHash" | "time">;

const NONE: readonly StandingFreeze[] = Object.freeze([]);

/**
 * Who was frozen when, of one chain, as far as the events reach that were given. A function of the ledger alone: what
 * stands at a place follows from the events before it, so blocks that a reorg replaces are let go and given anew.
 */
export class FreezeBook {
  /** Of each account, in ledger order. */
  readonly #events = new Map<Address, FreezeEvent[]>();

  /** @param events in ledger order, and after all that were given before */
  add(events: readonly FreezeEvent[]): void {
    for (const event of events) {
      const own = this.#events.get(event.account);
      const last = own?.at(-1);
      assert(last === undefined || inOrder(last, event) < 0, "freezes are given in ledger order, each once");
      if (own === undefined) this.#events.set(event.account, [event]);
      else own.push(event);
    }
  }

  /** Lets go of what stands above a block. */
  truncateAbove(block: number): void {
    for (const [account, events] of this.#events) {
      const kept = events.findLastIndex(({ blockNumber }) => blockNumber <= block) + 1;
      if (kept === 0) this.#events.delete(account);
      else events.length = kept;
    }
  }

  /** Freezes of an account that stand just before a log: each by the event that began it, in ledger order. */
  freezesAt(account: Address, place: { blockNumber: number; logIndex: number }): readonly StandingFreeze[] {
    const events = this.#events.get(account);
    if (events === undefined) return NONE;
    const before = events.filter(
      ({ blockNumber, logIndex }) => (blockNumber - place.blockNumber || logIndex - place.logIndex) < 0,
    );
    return freezeSpells(before).flatMap(({ frozen, lifted }) => (lifted === undefined ? [frozen] : []));
  }
}

/** The lives of freezes, by where they began. What is frozen already is not frozen again, nor lifted twice. */
export function freezeSpells<Event extends FreezeEvent>(events: readonly Event[]): Array<FreezeSpell<Event>> {
  const spells: Array<FreezeSpell<Event>> = [];
  const standing = new Map<string, FreezeSpell<Event>>();
  for (const event of events) {
    const { account, token, kind } = event;
    const key = `${token}/${account}`;
    const open = standing.get(key);
    if (kind === "freeze" && open === undefined) {
      const spell: FreezeSpell<Event> = { account, token, frozen: event };
      spells.push(spell);
      standing.set(key, spell);
    } else if (kind === "unfreeze" && open !== undefined) {
      open.lifted = event;
      standing.delete(key);
    }
  }
  return spells;
}

/** The freeze's name as an entry of `FREEZE_LIST`, which a reorg that moves its transaction does not change. */
export function freezeEntryId(
  caip2: string,
  account: Address,
  { token, txHash }: { token: Address; txHash: Hash },
): Hash {
  return contentHash("redflag/issuer-freeze/1", { chain: caip2, token, account, transaction: txHash });
}

function inOrder(a: FreezeEvent, b: FreezeEvent): number {
  return a.blockNumber - b.blockNumber || a.logIndex - b.logIndex || a.ordinal - b.ordinal;
}
