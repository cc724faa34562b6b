import { type AddressEntry, type EntryCategory, SHARINGS } from "@redflag/domain/entry";
import type { Random } from "./random.ts";
import { SUSPECTS } from "./world-traffic.ts";

export const LIST_IDS = ["alpha", "beta"] as const;
export type ListId = (typeof LIST_IDS)[number];

const FIRST_TIME = 1_700_000_000;
const DAYS_S = 86_400;

/** Lists that change: entries come and go, two lists name the same address, some entries are services or not in force. */
export class Lists {
  /** By list and version, as imported: what the oracle screens with. */
  readonly versions = new Map<string, readonly AddressEntry[]>();
  readonly #random: Random;
  readonly #universe: Readonly<Record<ListId, readonly AddressEntry[]>>;
  readonly #held: Record<ListId, Set<AddressEntry>>;

  constructor(random: Random) {
    this.#random = random;
    this.#universe = { alpha: makeUniverse(random, "alpha"), beta: makeUniverse(random, "beta") };
    this.#held = { alpha: new Set(), beta: new Set() };
    for (const list of LIST_IDS) {
      for (const entry of this.#universe[list]) if (random.chance(60)) this.#held[list].add(entry);
    }
  }

  current(list: ListId): AddressEntry[] {
    return [...this.#held[list]];
  }

  /** Adds or removes an entry or two. */
  change(list: ListId): void {
    for (let i = this.#random.between(1, 2); i > 0; i--) {
      const entry = this.#random.pick(this.#universe[list]);
      if (!this.#held[list].delete(entry)) this.#held[list].add(entry);
    }
  }

  /** All of it becomes another, as when a publisher's file is exchanged. */
  swap(list: ListId): void {
    this.#held[list] = new Set(this.#universe[list].filter(() => this.#random.chance(50)));
  }

  /** By list, the newest version that is known to be there. */
  newest(): Record<string, number> {
    const seqs = [...this.versions.keys()].map((name) => name.split(" ") as [ListId, string]);
    const byList = Map.groupBy(seqs, ([list]) => list);
    return Object.fromEntries([...byList].map(([list, own]) => [list, Math.max(...own.map(([, seq]) => Number(seq)))]));
  }

  record(list: ListId, seq: number, entries: readonly AddressEntry[]): void {
    this.versions.set(`${list} ${seq}`, entries);
  }
}

function makeUniverse(random: Random, list: ListId): AddressEntry[] {
  return SUSPECTS.flatMap((address, i) =>
    Array.from({ length: random.between(i === 0 ? 1 : 0, 2) }, (_, k): AddressEntry => {
      const categories: readonly EntryCategory[] = ["terrorist_financing", "sanctions", "ransom", "exchange"];
      return {
        address,
        family: "eip155",
        category: random.pick(categories),
        severity: random.pick(["LOW", "MEDIUM", "HIGH", "SEVERE"] as const),
        authority: `Authority of ${list}`,
        reference: `${list}-${i}-${k}`,
        confidence: random.pick([50, 80, 100]),
        // Not drawn: it changes nothing of what is screened.
        sharing: SHARINGS[(i + k) % SHARINGS.length] ?? "TLP:RED",
        ...(random.chance(20) && { validFrom: FIRST_TIME + random.between(0, 5) * DAYS_S }),
        ...(random.chance(20) && { validTo: FIRST_TIME + random.between(3, 9) * DAYS_S }),
      };
    }),
  );
}
