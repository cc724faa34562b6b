import { answerCall, createFakeNode, type FakeNode } from "@redflag/chain/testing/fake-node";
import { createMemoryTransport, type MemoryTransport } from "@redflag/chain/testing/memory-transport";
import type { RawBlock } from "@redflag/chain/testing/real-block";
import type { Lie } from "./lie.ts";

export interface Endpoint {
  transport: MemoryTransport;
  node: FakeNode;
}

export function openHonest(name: string, blocks: readonly RawBlock[], chainId: number): Endpoint {
  const node = createFakeNode(blocks, chainId);
  return { transport: createMemoryTransport(name, node), node };
}

/**
 * Tells a lie of some blocks, whenever and however it is asked.
 * @param where in its logs alone, its receipts being true, or alike in both
 */
export function openLiar(
  blocks: readonly RawBlock[],
  chainId: number,
  lie: Lie,
  isLiedOf: (number: number) => boolean,
  where: "logs" | "logs and receipts",
): Endpoint {
  const node = createFakeNode(blocks, chainId);
  const told = createFakeNode(
    blocks.map((block, number) => (isLiedOf(number) ? lie(block) : block)),
    chainId,
  );
  const isLie = (method: string) => method === "eth_getLogs" || (where !== "logs" && method.endsWith("Receipts"));
  const transport = createMemoryTransport("liar", node, {
    reply: (call, reply) => (isLie(call.method) ? answerCall({ ...told, head: node.head }, call) : reply),
  });
  return { transport, node };
}
