import type { Chain } from "@redflag/domain/chain";
import { readLegs } from "@redflag/domain/cross-chain/read-legs";
import { listBridgeTransactions } from "@redflag/store/bridge-transaction";
import type { Executor } from "@redflag/store/database";
import { type HopLane, upsertHopLane } from "@redflag/store/hop-lane";
import { insertLegs } from "@redflag/store/hop-leg";

/** Blocks that are read for legs at once. Bridges speak in few of them. Ours [E]. */
const BLOCKS_PER_READ_MAX = 5_000;

/** Reads the next final blocks of a lane for legs, up to `to` at most, and keeps what it read. The ledger is held. */
export async function readNextLegs(tx: Executor, chain: Chain, before: HopLane, to: number): Promise<HopLane> {
  const span = { from: before.blockNumber + 1, to: Math.min(to, before.blockNumber + BLOCKS_PER_READ_MAX) };
  const { transactions, clock } = await listBridgeTransactions(tx, chain.id, span, before.clock);
  const read = transactions.map((transaction) => readLegs(chain, transaction));
  const legs = read.flatMap((one) => one.legs).filter((leg) => leg.clock >= before.fromClock);
  const faults = read.flatMap((one) => one.faults);
  await insertLegs(tx, legs);
  const faultText = before.faultText ?? faults[0];
  const after: HopLane = {
    ...before,
    blockNumber: span.to,
    clock,
    faultCount: before.faultCount + faults.length,
    ...(faultText !== undefined && { faultText }),
  };
  await upsertHopLane(tx, after);
  return after;
}
