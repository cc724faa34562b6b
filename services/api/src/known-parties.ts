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
import type { KnownDeposit, KnownFreeze } from "@redflag/store/known-fact";
import { type KnownExposure, type KnownListings, knownListingsOfMany } from "@redflag/store/listing-read";
import type { ScreenedChain } from "@redflag/store/screened-chain";
import { readOneWithin } from "@redflag/store/snapshot";
import { type ExposureFacts, originsOf } from "./exposure-body.ts";
import { inferredDepositBodies, type LedgerFacts, standingFreezeBodies } from "./ledger-fact-body.ts";

/** Who stands at addresses of one chain, as staff may know it now; read for many at a time. */
export class KnownParties {
  readonly #tx: Executor;
  readonly #chain: Chain;
  readonly #now: Date;
  readonly #screened: readonly ScreenedChain[];
  readonly #entries = new Map<Address, ListedEntry[]>();
  readonly #exposures: KnownExposure[] = [];
  readonly #freezes: KnownFreeze[] = [];
  readonly #deposits: KnownDeposit[] = [];
  readonly #met = new Set<Address>();

  constructor(tx: Executor, chain: Chain, { now, screened }: Pick<LedgerFacts, "now" | "screened">) {
    this.#tx = tx;
    this.#chain = chain;
    this.#now = now;
    this.#screened = screened;
  }

  /** Two statements for all of them, and none for those that were met before. */
  async meet(addresses: Iterable<Address>): Promise<void> {
    const strangers = new Set(addresses).difference(this.#met);
    if (strangers.size === 0) return;
    for (const address of strangers) this.#met.add(address);
    const { entries, exposures, freezes, deposits } = await this.#read(strangers);
    const isHere = ({ chainId }: { chainId: number }) => chainId === this.#chain.id;
    this.#note(entries);
    this.#exposures.push(...exposures.filter(isHere));
    this.#freezes.push(...freezes.filter(isHere));
    this.#deposits.push(...deposits.filter(isHere));
    await this.#meetByName(deposits.map(({ inference }) => inference.service));
  }

  /** Reads who they are whose money the addresses hold. */
  async meetOrigins(): Promise<void> {
    await this.#meetByName(originsOf(this.#exposures));
  }

  get facts(): ExposureFacts & LedgerFacts {
    return {
      audience: "staff",
      exposures: this.#exposures,
      freezes: this.#freezes,
      deposits: this.#deposits,
      entriesOf: (address) => this.#entries.get(address) ?? [],
      screened: this.#screened,
      now: this.#now,
    };
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
    const [deposit] = inferredDepositBodies(account, this.facts);
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
      frozen: standingFreezeBodies(account, this.facts).length > 0,
    };
  }

  /** Of listed addresses that is left with it, by currency. */
  heldOf(address: Address): CurrencyAmount[] {
    return this.#exposures
      .filter((exposure) => exposure.address === address)
      .flatMap(({ state }) => decodeExposure(state))
      .map((purse) => ({ currency: purse.peg, amount: formatUnits(taintedMicros(purse), 6) }));
  }

  #accountOf(address: Address) {
    return { address, family: this.#chain.family, chain: this.#chain };
  }

  #inForce(address: Address): ListedEntry[] {
    const time = this.#now.getTime() / 1_000;
    const own = (this.#entries.get(address) ?? []).filter(({ family }) => family === this.#chain.family);
    return own.filter((entry) => listingAt(entry, time) === "in_force");
  }

  /** By list, then entry: the first that names it, whatever another one calls it. */
  #serviceEntry(address: Address): ListedEntry | undefined {
    const services = this.#inForce(address).filter(isService);
    return services.find(({ entity }) => entity !== undefined) ?? services[0];
  }

  async #meetByName(addresses: Iterable<Address>): Promise<void> {
    const strangers = [...new Set(addresses)].filter((address) => !this.#entries.has(address));
    if (strangers.length > 0) this.#note((await this.#read(strangers)).entries);
  }

  #note(entries: readonly ListedEntry[]): void {
    for (const [address, own] of Map.groupBy(entries, (entry) => entry.address)) this.#entries.set(address, own);
  }

  async #read(addresses: Iterable<Address>): Promise<KnownListings> {
    const known = await readOneWithin(this.#tx, knownListingsOfMany("staff", addresses));
    assert(known !== undefined, "the statement gives one row, also where it finds nothing");
    return known;
  }
}
