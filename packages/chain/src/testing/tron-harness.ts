import type { VerifyPolicy } from "@redflag/domain/chain";
import { tron } from "@redflag/domain/chains/tron";
import type { Block, Log } from "@redflag/domain/transfer";
import type { SourceHarness } from "../source-conformance.ts";
import { tronDialect } from "../tron-dialect.ts";
import { createTronSource } from "../tron-source.ts";
import { buildFakeTronChain, type RawTronBlock, TRON_FILTER } from "./fake-tron-chain.ts";
import { answerTron, createFakeTronNode, type FakeTronNode } from "./fake-tron-node.ts";
import { createTextTransport } from "./text-transport.ts";

const LENGTH = 12;

/** One way in which an endpoint goes wrong: as a node, or in the text that it sends. */
export interface TronFault {
  alter?: (node: FakeTronNode) => void;
  text?: (answer: string, request: string) => string;
}

/** A TRON source whose first endpoint is at fault and whose others are honest. */
export async function openTronHarness(
  policy: VerifyPolicy,
  fault: TronFault,
  honestCount: number,
): Promise<SourceHarness> {
  const chain = buildFakeTronChain(LENGTH);
  const nodes = Array.from({ length: 1 + honestCount }, () => createFakeTronNode(chain));
  const [faulty, ...honest] = nodes as [FakeTronNode, ...FakeTronNode[]];
  fault.alter?.(faulty);
  const transports = [
    createTextTransport("faulty", (request) => {
      const answer = answerTron(faulty, request);
      return fault.text?.(answer, request) ?? answer;
    }),
    ...honest.map((node, i) => createTextTransport(`honest-${i + 1}`, (request) => answerTron(node, request))),
  ];
  const source = createTronSource({ chain: tron, policy, transports });
  return {
    source,
    filter: TRON_FILTER,
    blocks: blocksOf(chain),
    logs: logsOf(chain),
    proves: "nothing",
    async reorg(depth) {
      const other = buildFakeTronChain(LENGTH, { at: LENGTH - depth, salt: "after the reorg" });
      for (const node of nodes) node.blocks = other;
    },
    close: () => source.close(),
  };
}

function blocksOf(chain: readonly RawTronBlock[]): Block[] {
  return chain.map(({ block }) => tronDialect.parseHeader(block, "fake chain"));
}

function logsOf(chain: readonly RawTronBlock[]): Log[] {
  const logs = chain.flatMap((block) => block.logs);
  return tronDialect.parseLogs(logs, "fake chain").filter(({ address }) => TRON_FILTER.addresses.includes(address));
}
