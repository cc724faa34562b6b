import type { Chain } from "@redflag/domain/chain";
import type { BlockRef } from "@redflag/domain/transfer";
import { callBlock, readBlock, readBlockAt } from "./block-call.ts";
import type { Dialect } from "./dialect.ts";
import type { RpcTransport } from "./json-rpc-transport.ts";
import { resultOf, sendCalls } from "./rpc-result.ts";
import type { Tip } from "./source.ts";

/**
 * Head and finality as one endpoint sees them, and on request the block at a height in the same view.
 * @throws Problem `endpoint_*`, `block_not_available`, `answer_inconsistent`
 */
export async function readTip(
  transport: RpcTransport,
  chain: Chain,
  dialect: Dialect,
  signal?: AbortSignal,
  at?: number,
): Promise<Tip> {
  const hasTag = chain.finality.kind === "tag";
  const calls = [
    callBlock("latest"),
    ...(hasTag ? [callBlock("finalized")] : []),
    ...(at === undefined ? [] : [callBlock(at)]),
  ];
  const replies = await sendCalls(transport, calls, signal);
  const results = replies.map((reply) => resultOf(reply, "eth_getBlockByNumber", transport.name));
  const head = refOf(readBlock(dialect, results[0], "latest block", transport.name));
  const known = at === undefined ? null : results.at(-1);
  const also = at === undefined || known === null ? {} : { at: refOf(readBlockAt(dialect, known, at, transport.name)) };
  if (chain.finality.kind === "depth") {
    return { head, finalizedNumber: Math.max(0, head.number - chain.finality.blocks), ...also };
  }
  // A young chain has finalized nothing yet and says null; its genesis is given.
  const finalized = results[1] === null ? 0 : readBlock(dialect, results[1], "finalized block", transport.name).number;
  // Behind one name the two answers may come from two nodes, one of them behind.
  return { head, finalizedNumber: Math.min(finalized, head.number), ...also };
}

function refOf({ number, hash }: BlockRef): BlockRef {
  return { number, hash };
}
