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

export interface PastOptions {
  chain: Chain;
  span: BlockSpan;
  params: LookbackParameters;
  matcher: WatchlistMatcher;
  rates: RateTable;
}

/** A stretch of a chain's final past as one lookback sees it: with the lists and rates of one epoch. */
export class LookbackPast {
  readonly chain: Chain;
  readonly params: LookbackParameters;
  /** Transfers read so far. */
  rowCount = 0;
  /** Known to have too many transfers to be followed through: everybody pays them, so they are met again and again. */
  readonly #hubs = new Set<Address>();
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

  /** A new entry's own, in ledger order: all of them, or the newest where there are too many. */
  async transfersOfEntry(address: Address): Promise<{ transfers: readonly Transfer[]; isCut: boolean }> {
    const { chain, span, params } = this.#options;
    const max = params.transfersPerEntryMax;
    const quiet = (await listTransfersOfQuiet(this.#tx, chain.id, [address], span, max)).get(address);
    const transfers = quiet ?? (await listNewestTransfers(this.#tx, chain.id, address, span, max));
    this.rowCount += transfers.length;
    return { transfers, isCut: quiet === undefined && transfers.length > 0 };
  }

  /** All of each address that money came to, in ledger order; a hub is absent. */
  async historiesOf(addresses: readonly Address[]): Promise<Map<Address, readonly Transfer[]>> {
    const { chain, span, params } = this.#options;
    const asked = addresses.filter((address) => !this.#hubs.has(address));
    const found = await listTransfersOfQuiet(this.#tx, chain.id, asked, span, params.transfersPerAddressMax);
    for (const address of asked) {
      const own = found.get(address);
      if (own === undefined) this.#hubs.add(address);
      else this.rowCount += own.length;
    }
    return found;
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
