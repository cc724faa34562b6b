import type { BlockPlan } from "./block-plan.ts";
import { buildEvmBlock } from "./build-evm-block.ts";
import { buildTronBlock } from "./build-tron-block.ts";
import type { ChainLoad } from "./chain-load.ts";
import type { LiveBlock } from "./live-block.ts";

/** A block as it is answered, of whichever family its chain is. */
export async function buildLiveBlock(
  { chain }: ChainLoad,
  plan: BlockPlan,
  tokens: ReadonlySet<string>,
): Promise<Omit<LiveBlock, "atMs" | "listedTransactions">> {
  const { hash, header, logs, receipts } = await (chain.family === "tron"
    ? buildTronBlock(plan)
    : buildEvmBlock(chain, plan));
  const payments = logs.filter(({ address }) => tokens.has(address));
  return {
    number: plan.number,
    hash,
    header: Buffer.from(JSON.stringify(header)),
    logs: Buffer.from(payments.map((log) => JSON.stringify(log)).join(",")),
    ...(receipts && { receipts: Buffer.from(JSON.stringify(receipts)) }),
  };
}
