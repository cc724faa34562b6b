import type { Address } from "@redflag/domain/address";
import type { Random } from "./random.ts";
import { SUSPECTS } from "./world-traffic.ts";

/** `user:…`, `key:…` and `case:…` watch alike. */
const OWNERS = ["user", "key", "case"].map((kind, i) => `${kind}:00000000-0000-4000-8000-00000000000${i + 1}`);

export type WatchChange =
  | { kind: "begin"; id: string; owner: string; address: Address }
  | { kind: "end"; id: string; owner: string };

/** People who begin and end to watch addresses that may be on lists besides, some several of them the same. */
export class Watches {
  readonly #random: Random;
  readonly #begun: Array<{ id: string; owner: string }> = [];

  constructor(random: Random) {
    this.#random = random;
  }

  /** What somebody does next; whether it takes effect is the database's to say. */
  next(): WatchChange {
    const random = this.#random;
    if (this.#begun.length > 0 && random.chance(40)) return { kind: "end", ...random.pick(this.#begun) };
    const begun = {
      id: `00000000-0000-4000-9000-${String(this.#begun.length).padStart(12, "0")}`,
      owner: random.pick(OWNERS),
    };
    this.#begun.push(begun);
    return { kind: "begin", ...begun, address: random.pick(SUSPECTS) };
  }
}
