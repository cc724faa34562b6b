import type { Chain } from "../chain.ts";
import { partyOf } from "../finding.ts";
import type { Party } from "../heuristic.ts";
import type { WatchlistMatcher } from "../watchlist-matcher.ts";
import type { AddressNumbers } from "./address-numbers.ts";

/** Addresses by their numbers with the entries that name them: each is looked up once for as long as the lists stay the same. */
export class Parties {
  readonly #chain: Chain;
  readonly #numbers: AddressNumbers;
  readonly #matcher: WatchlistMatcher;
  readonly #parties: Party[] = [];

  constructor(chain: Chain, numbers: AddressNumbers, matcher: WatchlistMatcher) {
    this.#chain = chain;
    this.#numbers = numbers;
    this.#matcher = matcher;
  }

  of(number: number): Party {
    const known = this.#parties[number];
    if (known !== undefined) return known;
    const address = this.#numbers.textOf(number);
    const party = partyOf(this.#chain, address, this.#matcher.find(address));
    // One behind the other: an array with holes would be a slow one.
    while (this.#parties.length < number) this.of(this.#parties.length);
    this.#parties[number] = party;
    return party;
  }
}
