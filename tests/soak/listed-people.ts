import type { Address } from "@redflag/domain/address";
import type { Entry } from "@redflag/domain/entry";
import { type Database, openDatabase } from "@redflag/store/database";
import { importListVersion } from "@redflag/store/watchlist";
import { addressOf } from "../bench/chain/draw-address.ts";
import { LISTED } from "./endless-chain.ts";

/** Early users of each chain, who pay and are paid: each change of the list puts the next of them on it, and takes another off. */
const USERS_FROM = 200;
const USERS_LISTED = 20;
/** Hot wallets of exchanges, as the chains draw them. */
const SERVICES = 40;

/** A list that changes, as lists do. */
export class ListedPeople {
  readonly #db: Database;
  #changes = 0;

  private constructor(db: Database) {
    this.#db = db;
  }

  static async open(url: string): Promise<ListedPeople> {
    const people = new ListedPeople(await openDatabase({ url, applicationName: "soak lists", poolMax: 1 }));
    await people.#import("soak-services", inBothFamilies(ordinals(0, SERVICES), "exchange"));
    await people.#importPeople();
    return people;
  }

  get changes(): number {
    return this.#changes;
  }

  /** One comes, one goes: the past is looked at for the first. */
  async change(): Promise<void> {
    this.#changes++;
    await this.#importPeople();
  }

  close(): Promise<void> {
    return this.#db.close();
  }

  #importPeople(): Promise<void> {
    const users = ordinals(USERS_FROM + this.#changes, USERS_LISTED);
    return this.#import("soak", inBothFamilies([...LISTED, ...users], "sanctions"));
  }

  async #import(id: string, entries: Entry[]): Promise<void> {
    await importListVersion(this.#db, {
      list: { id, title: "Soak (fictional)", authority: "Soak (fictional)" },
      entries,
      source: "soak",
    });
  }
}

function ordinals(from: number, count: number): Address[] {
  return Array.from({ length: count }, (_, i) => addressOf(from + i));
}

function inBothFamilies(addresses: readonly Address[], category: Entry["category"]): Entry[] {
  return (["eip155", "tron"] as const).flatMap((family) =>
    addresses.map(
      (address): Entry => ({
        address,
        family,
        category,
        severity: "HIGH",
        authority: "Soak (fictional)",
        confidence: 100,
        sharing: "TLP:CLEAR",
      }),
    ),
  );
}
