import type { VerifyPolicy } from "@redflag/domain/chain";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { createEvmSource } from "../evm-source.ts";
import { parseBlock } from "../parse-block.ts";
import { parseLogs } from "../parse-log.ts";
import type { SourceHarness } from "../source-conformance.ts";
import { buildFakeChain, FAKE_FILTER, FAKE_TOKEN } from "./fake-chain.ts";
import { createFakeNode, type FakeNode } from "./fake-node.ts";
import { createMemoryTransport, type Fault } from "./memory-transport.ts";
import { createVirtualClock } from "./virtual-clock.ts";

const LENGTH = 11;

/**
 * An EVM source whose first endpoint is at fault and whose second, unless there is none, is honest: what is wrong with one
 * endpoint must not show in what the source returns.
 */
export async function openFakeHarness(
  policy: VerifyPolicy,
  fault: Fault,
  alter: (node: FakeNode) => void = () => {},
  isAlone = false,
): Promise<SourceHarness> {
  const chain = await buildFakeChain(LENGTH);
  const [faulty, honest] = [createFakeNode(chain), createFakeNode(chain)];
  alter(faulty);
  const transports = [
    createMemoryTransport("faulty", faulty, fault),
    ...(isAlone ? [] : [createMemoryTransport("honest", honest)]),
  ];
  const source = createEvmSource({ chain: ethereum, policy, transports, clock: createVirtualClock() });
  const logs = chain.flatMap(({ receipts }) => receipts.flatMap((receipt) => receipt.logs));
  return {
    source,
    filter: FAKE_FILTER,
    blocks: chain.map(({ block }) => {
      const { number, hash, parentHash, time } = parseBlock(block, "fake chain");
      return { number, hash, parentHash, time };
    }),
    logs: parseLogs(logs, "fake chain").filter(({ address }) => address === FAKE_TOKEN),
    proves: "receipts",
    async reorg(depth) {
      const other = await buildFakeChain(LENGTH, { at: LENGTH - depth, salt: "after the reorg" });
      faulty.blocks = other;
      honest.blocks = other;
    },
    close: () => source.close(),
  };
}
