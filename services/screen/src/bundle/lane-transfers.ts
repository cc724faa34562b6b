import type { Address } from "@redflag/domain/address";
import { inLedgerOrder } from "@redflag/domain/flow-window";
import type { Transfer } from "@redflag/domain/transfer";
import type { Executor } from "@redflag/store/database";
import { streamProfiles } from "@redflag/store/profile";
import { findEndWithin, listTransfers, streamTransfersOf } from "@redflag/store/transfer-read";
import type { LanePast } from "./lane-slice.ts";

/** Addresses that listed money came to the subject by, at most. Ours [E]. */
const ORIGINS_MAX = 200;

/** What a slice may not be larger than. */
class TooMany extends Error {}

/** Transfers of several addresses, each once, as they are read. */
class TransferPool {
  readonly #db: Executor;
  readonly #past: LanePast;
  readonly #max: number;
  readonly #found = new Map<string, Transfer>();

  constructor(db: Executor, past: LanePast, max: number) {
    this.#db = db;
    this.#past = past;
    this.#max = max;
  }

  /** @throws TooMany */
  async add(address: Address): Promise<Transfer[]> {
    const { chain, kept, alert } = this.#past;
    const own: Transfer[] = [];
    for await (const page of streamTransfersOf(this.#db, chain.id, address, kept.firstBlock, alert.lastBlock)) {
      for (const transfer of page) {
        own.push(transfer);
        this.#found.set(`${transfer.blockNumber}/${transfer.logIndex}`, transfer);
      }
      if (this.#found.size > this.#max) throw new TooMany();
    }
    return own;
  }

  inOrder(): Transfer[] {
    return [...this.#found.values()].sort(inLedgerOrder);
  }
}

/** All transfers of the subject that are kept, up to the alert's last block; undefined where there are more. */
export async function transfersOfSubject(db: Executor, past: LanePast, max: number): Promise<Transfer[] | undefined> {
  const pool = new TransferPool(db, past, max);
  return unlessTooMany(async () => {
    await pool.add(past.alert.subject);
    return pool.inOrder();
  });
}

/**
 * All transfers of the subject, of those that money of listed addresses came to it by as its findings say, and of whoever that
 * holds such money has paid one of these; undefined where there are more.
 */
export async function transfersOfOrigins(db: Executor, past: LanePast, max: number): Promise<Transfer[] | undefined> {
  const pool = new TransferPool(db, past, max);
  const named = past.evidence.flatMap(({ transfer, supporting }) => [
    transfer,
    ...supporting.map((row) => row.transfer),
  ]);
  return unlessTooMany(async () => {
    const known = new Set<Address>();
    let next = new Set([past.alert.subject, ...named.flatMap(({ sender, recipient }) => [sender, recipient])]);
    while (next.size > 0) {
      const payers = new Set<Address>();
      for (const address of next) {
        known.add(address);
        if (known.size > ORIGINS_MAX) throw new TooMany();
        for (const { sender } of await pool.add(address)) if (!known.has(sender)) payers.add(sender);
      }
      next = await withExposure(db, past, [...payers]);
    }
    return pool.inOrder();
  });
}

/** Everything that the lane has judged and the ledger keeps, up to the alert's last block; undefined where there is more. */
export async function transfersOfLane(
  db: Executor,
  { chain, kept, alert }: LanePast,
  max: number,
): Promise<Transfer[] | undefined> {
  const [from, to] = [kept.firstBlock, alert.lastBlock];
  if (from > to || (await findEndWithin(db, chain.id, { from, to }, max)) < to) return undefined;
  const transfers = await listTransfers(db, chain.id, from, to);
  return transfers.length > max ? undefined : transfers;
}

async function withExposure(db: Executor, { chain }: LanePast, addresses: readonly Address[]): Promise<Set<Address>> {
  const found = new Set<Address>();
  for await (const page of streamProfiles(db, chain.id, addresses)) {
    for (const { address, exposure } of page) if (exposure !== undefined) found.add(address);
  }
  return found;
}

async function unlessTooMany<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof TooMany) return undefined;
    throw error;
  }
}
