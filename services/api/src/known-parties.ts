import assert from "node:assert";
import type { CurrencyAmount, PartyFacts } from "@redflag/contract/http/flow-party";
import type { Address } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import { isService, type ListedEntry, listingAt } from "@redflag/domain/entry";
import { decodeExposure } from "@redflag/domain/exposure/exposure-codec";
import { taintedMicros } from "@redflag/domain/exposure/held-exposure";
import type { FlowParty } from "@redflag/domain/flow-graph";
import { formatUnits } from "@redflag/domain/money";
import { isNobody } from "@redflag/domain/nobodys-address";
import type { Executor } from "@redflag/store/database";
import { type KnownAddress, knownListingsOfMany } from "@redflag/store/listing-read";
import type { ScreenedChain } from "@redflag/store/screened-chain";
import { readOneWithin } from "@redflag/store/snapshot";
import { type AnswerFacts, originsOf } from "./exposure-body.ts";
import { inferredDepositBodies, standingFreezeBodies } from "./ledger-fact-body.ts";

/** Who stands at addresses of one chain, as staff may know it now; read for many at a time. */
export class KnownParties {
  readonly #tx: Executor;
  readonly #chain: Chain;
  readonly #now: Date;
  readonly #screened: readonly ScreenedChain[];
  readonly #known = new Map<Address, KnownAddress>();

  constructor(tx: Executor, chain: Chain, { now, screened }: Pick<AnswerFacts, "now" | "screened">) {
    this.#tx = tx;
    this.#chain = chain;
    this.#now = now;
    this.#screened = screened;
  }

  /** Two statements for all of them, and none for those that were met before. */
  async meet(addresses: Iterable<Address>): Promise<void> {
    await KnownParties.meetOn([this], addresses);
  }

  /** The same on several chains, by the same two statements. @param parties of one transaction */
  static async meetOn(parties: readonly KnownParties[], addresses: Iterable<Address>): Promise<void> {
    const met = await KnownParties.#read(parties, addresses);
    await KnownParties.#read(
      parties,
      met.flatMap(({ deposits }) => deposits.map(({ inference }) => inference.service)),
    );
  }

  /** Reads who they are whose money the addresses hold. */
  async meetOrigins(): Promise<void> {
    await KnownParties.#read([this], originsOf([...this.#known.values()].flatMap(({ exposures }) => exposures)));
  }

  get facts(): AnswerFacts {
    return {
      audience: "staff",
      entriesOf: (address) => this.knownOf(address).entries,
      screened: this.#screened,
      now: this.#now,
    };
  }

  /** What is known of it on this chain. */
  knownOf(address: Address): KnownAddress {
    return this.#known.get(address) ?? NOTHING;
  }

  /** Wallets of a service share its name; one without a name stands for itself. */
  partyOf(address: Address): FlowParty {
    if (isNobody(this.#chain, address)) return { key: address, isFollowed: false };
    const service = this.#serviceEntry(address);
    if (service === undefined) return { key: address, isFollowed: true };
    return { key: service.entity === undefined ? address : `service:${service.entity}`, isFollowed: false };
  }

  bodyOf(address: Address): PartyFacts {
    const account = this.#accountOf(address);
    const service = this.#serviceEntry(address);
    const { deposits, freezes } = this.knownOf(address);
    const [deposit] = inferredDepositBodies(account, deposits, this.facts);
    return {
      listed: this.#inForce(address)
        .filter((entry) => !isService(entry))
        .map(({ list, category, severity, authority }) => ({
          list,
          category: category as PartyFacts["listed"][number]["category"],
          severity,
          authority,
        })),
      ...(service !== undefined && {
        service: {
          list: service.list,
          category: service.category as NonNullable<PartyFacts["service"]>["category"],
          ...(service.entity !== undefined && { entity: service.entity }),
        },
      }),
      ...(deposit !== undefined && {
        deposit: {
          service: deposit.service,
          ...(deposit.entity !== undefined && { entity: deposit.entity }),
          confidence: deposit.confidence,
        },
      }),
      frozen: standingFreezeBodies(account, freezes, this.facts).length > 0,
    };
  }

  /** Of listed addresses that is left with it, by currency. */
  heldOf(address: Address): CurrencyAmount[] {
    return this.knownOf(address)
      .exposures.flatMap(({ state }) => decodeExposure(state))
      .map((purse) => ({ currency: purse.peg, amount: formatUnits(taintedMicros(purse), 6) }));
  }

  #accountOf(address: Address) {
    return { address, family: this.#chain.family, chain: this.#chain };
  }

  #inForce(address: Address): ListedEntry[] {
    const time = this.#now.getTime() / 1_000;
    const own = this.knownOf(address).entries.filter(({ family }) => family === this.#chain.family);
    return own.filter((entry) => listingAt(entry, time) === "in_force");
  }

  /** By list, then entry: the first that names it, whatever another one calls it. */
  #serviceEntry(address: Address): ListedEntry | undefined {
    const services = this.#inForce(address).filter(isService);
    return services.find(({ entity }) => entity !== undefined) ?? services[0];
  }

  /** @returns what is known of those that were not met before */
  static async #read(parties: readonly KnownParties[], addresses: Iterable<Address>): Promise<KnownAddress[]> {
    const [first] = parties;
    const strangers = [...new Set(addresses)].filter((address) => parties.some((one) => !one.#known.has(address)));
    if (first === undefined || strangers.length === 0) return [];
    // No event is told of.
    const asked = strangers.map((address) => ({ address, subject: "" }));
    const known = await readOneWithin(first.#tx, knownListingsOfMany("staff", asked));
    assert(known !== undefined, "the statement gives one row, also where it finds nothing");
    return strangers.flatMap((address) => {
      const found = known.addresses.get(address) ?? NOTHING;
      return parties.map((one) => one.#keep(address, found));
    });
  }

  #keep(address: Address, { entries, exposures, freezes, deposits }: KnownAddress): KnownAddress {
    const isHere = ({ chainId }: { chainId: number }) => chainId === this.#chain.id;
    const here = {
      entries,
      exposures: exposures.filter(isHere),
      freezes: freezes.filter(isHere),
      deposits: deposits.filter(isHere),
    };
    this.#known.set(address, here);
    return here;
  }
}

const NOTHING: KnownAddress = { entries: [], exposures: [], freezes: [], deposits: [] };
