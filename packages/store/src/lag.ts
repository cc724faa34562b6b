import type { Executor } from "./database.ts";
import { findLane } from "./lane.ts";
import { findBlock } from "./ledger-read.ts";
import { findTip } from "./tip.ts";

/** How far screening is behind the head that was last seen. */
export interface Lag {
  /** The last block that was screened. */
  position: number;
  blocks: number;
  /** From the time of the last block that was screened until now; absent where the ledger does not hold it. */
  seconds?: number;
}

/** Undefined while the chain has no lane or was never looked at. */
export async function findLag(db: Executor, chainId: number, nowS = Date.now() / 1000): Promise<Lag | undefined> {
  const lane = await findLane(db, chainId);
  const tip = await findTip(db, chainId);
  if (lane === undefined || tip === undefined) return undefined;
  const position = lane.headPosition;
  const blocks = Math.max(0, tip.head.number - position);
  // However old the head itself is, whoever has reached it is not behind.
  if (blocks === 0) return { position, blocks, seconds: 0 };
  const last = await findBlock(db, chainId, position);
  return { position, blocks, ...(last !== undefined && { seconds: Math.max(0, Math.round(nowS - last.time)) }) };
}
