import assert from "node:assert/strict";
import type { Address } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import { isService } from "@redflag/domain/entry";
import { entriesOf } from "@redflag/domain/finding";
import { USD } from "@redflag/domain/flow-worth";
import type { LookbackParameters } from "@redflag/domain/lookback";
import type { TaintedFlow } from "@redflag/domain/lookback-taint";
import { toMicros } from "@redflag/domain/money";
import type { RateTable } from "@redflag/domain/rate-table";
import { findToken } from "@redflag/domain/token-registry";
import type { Block, Transfer } from "@redflag/domain/transfer";
import type { WatchlistMatcher } from "@redflag/domain/watchlist-matcher";
import type { BlockSpan } from "@redflag/store/block-span";
import type { Executor } from "@redflag/store/database";
import { findBlock, listBlocksIn } from "@redflag/store/ledger-read";
import { listNewestTransfers, listTransfersOfQuiet } from "@redflag/store/lookback-transfer";
import type { PastMemory } from "./past-memory.ts";

/** Addresses of one statement, and rows after which no other is sent ahead: keeps what is in memory bounded. */
const READ_AHEAD_ADDRESSES = 100;
const READ_AHEAD_ROWS_MAX = 50_000;

export interface PastOptions {
  chain: Chain;
  span: BlockSpan;
  params: LookbackParameters;
  matcher: WatchlistMatcher;
  rates: RateTable;
  memory: PastMemory;
}

/** A stretch of a chain's final past as one lookback sees it: with the lists and rates of one epoch. */
export class LookbackPast {
  readonly chain: Chain;
  readonly params: LookbackParameters;
  /** Transfers read so far. */
  rowCount = 0;
  /** By address what was read ahead of it; undefined for a hub, and for one that nothing touches. */
  readonly #ahead = {
    entry: new Map<Address, Transfer[] | undefined>(),
    history: new Map<Address, Transfer[] | undefined>(),
  };
  readonly #tx: Executor;
  readonly #options: PastOptions;
  /** Unix seconds of block time: rates are those of the stretch's end, one for all of a sum. */
  readonly #endTime: number;

  private constructor(tx: Executor, options: PastOptions, endTime: number) {
    this.#tx = tx;
    this.#options = options;
    this.chain = options.chain;
    this.params = options.params;
    this.#endTime = endTime;
  }

  static async open(tx: Executor, options: PastOptions): Promise<LookbackPast> {
    const end = await findBlock(tx, options.chain.id, options.span.to);
    assert(end !== undefined, "the ledger holds the last block before an epoch that retention has not reached");
    return new LookbackPast(tx, options, end.time);
  }

  /**
   * Reads new entries' own transfers, or histories of who money came to, ahead and together: with many partitions a
   * statement costs more to plan than to run. What is not read ahead is read when it is asked for.
   */
  async readAhead(kind: "entry" | "history", addresses: readonly Address[]): Promise<void> {
    const ahead = this.#ahead[kind];
    ahead.clear();
    let rows = 0;
    for (let from = 0; from < addresses.length && rows < READ_AHEAD_ROWS_MAX; from += READ_AHEAD_ADDRESSES) {
      const part = addresses.slice(from, from + READ_AHEAD_ADDRESSES);
      const found = await this.#readQuiet(kind, part);
      for (const address of part) {
        ahead.set(address, found.get(address));
        rows += found.get(address)?.length ?? 0;
      }
    }
  }

  /** A new entry's own, in ledger order: all of them, or the newest where there are too many. */
  async transfersOfEntry(address: Address): Promise<{ transfers: readonly Transfer[]; isCut: boolean }> {
    const { chain, span } = this.#options;
    const max = this.#eachWayMax("entry");
    const quiet = (await this.#listQuiet("entry", [address])).get(address);
    const transfers = quiet ?? (await listNewestTransfers(this.#tx, chain.id, address, span, max));
    this.rowCount += transfers.length;
    return { transfers, isCut: quiet === undefined && transfers.length > 0 };
  }

  /** All of each address that money came to, in ledger order; a hub is absent. */
  async historiesOf(addresses: readonly Address[]): Promise<Map<Address, readonly Transfer[]>> {
    const found = await this.#listQuiet("history", addresses);
    for (const transfers of found.values()) this.rowCount += transfers.length;
    return found;
  }

  async #listQuiet(kind: "entry" | "history", addresses: readonly Address[]): Promise<Map<Address, Transfer[]>> {
    const ahead = this.#ahead[kind];
    const rest = addresses.filter((address) => !ahead.has(address));
    const read = await this.#readQuiet(kind, rest);
    const known = addresses.flatMap((address): Array<[Address, Transfer[]]> => {
      const transfers = ahead.get(address) ?? read.get(address);
      return transfers === undefined ? [] : [[address, transfers]];
    });
    return new Map(known);
  }

  async #readQuiet(kind: "entry" | "history", addresses: readonly Address[]): Promise<Map<Address, Transfer[]>> {
    const { chain, span, memory } = this.#options;
    const known = memory.hubs[kind];
    const rest = addresses.filter((address) => !known.has(address));
    if (rest.length === 0) return new Map();
    const { quiet, hubs } = await listTransfersOfQuiet(this.#tx, chain.id, rest, span, this.#eachWayMax(kind));
    for (const address of hubs) known.add(address);
    return quiet;
  }

  #eachWayMax(kind: "entry" | "history"): number {
    return kind === "entry" ? this.params.transfersPerEntryMax : this.params.transfersPerAddressMax;
  }

  async blocksOf(transfers: readonly Transfer[]): Promise<Map<number, Block>> {
    const numbers = [...new Set(transfers.map(({ blockNumber }) => blockNumber))];
    const blocks = await listBlocksIn(this.#tx, this.chain.id, numbers);
    return new Map(blocks.map((block) => [block.number, block]));
  }

  /** Named as a service by a list of the epoch, at whatever time: where it stands in doubt, exposure stops. */
  isService(address: Address): boolean {
    return entriesOf(this.chain, address, this.#options.matcher).some(isService);
  }

  /** Millionths of a US dollar, pegs taken at par; undefined when the rate of one is missing. */
  worthOf(flows: readonly TaintedFlow[]): bigint | undefined {
    let worth = 0n;
    for (const [peg, micros] of this.#sumByPeg(flows)) {
      const part = this.#options.rates.convert(micros, peg, USD, this.#endTime);
      if (part === undefined) return undefined;
      worth += part;
    }
    return worth;
  }

  #sumByPeg(flows: readonly TaintedFlow[]): Map<string, bigint> {
    const sums = new Map<string, bigint>();
    for (const { transfer, tainted } of flows) {
      const token = findToken(this.chain.name, transfer.token);
      assert(token !== undefined, "the token of a stored transfer is registered");
      const { peg } = token.token;
      sums.set(peg, (sums.get(peg) ?? 0n) + toMicros(tainted, token.contract.decimals));
    }
    return sums;
  }
}
