import type { Chain } from "@redflag/domain/chain";
import { callBlock, readBlock } from "./block-call.ts";
import type { RpcTransport } from "./json-rpc-transport.ts";
import { resultOf, sendCalls } from "./rpc-result.ts";
import type { Tip } from "./source.ts";

/** Head and finality as one endpoint sees them. @throws Problem `endpoint_*`, `block_not_available` */
export async function readTip(transport: RpcTransport, chain: Chain, signal?: AbortSignal): Promise<Tip> {
  const calls = [callBlock("latest"), ...(chain.finality.kind === "tag" ? [callBlock("finalized")] : [])];
  const replies = await sendCalls(transport, calls, signal);
  const results = replies.map((reply) => resultOf(reply, "eth_getBlockByNumber", transport.name));
  const { number, hash } = readBlock(results[0], "latest block", transport.name);
  if (chain.finality.kind === "depth") {
    return { head: { number, hash }, finalizedNumber: Math.max(0, number - chain.finality.blocks) };
  }
  // A young chain has finalized nothing yet and says null; its genesis is given.
  const finalized = results[1] === null ? 0 : readBlock(results[1], "finalized block", transport.name).number;
  // Behind one name the two answers may come from two nodes, one of them behind.
  return { head: { number, hash }, finalizedNumber: Math.min(finalized, number) };
}
