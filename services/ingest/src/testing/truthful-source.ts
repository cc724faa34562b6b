import type { ChainSource, CheckedRange } from "@redflag/chain/source";
import type { Chain } from "@redflag/domain/chain";
import { blockAt, rangeOf, trunk } from "@redflag/store/ledger.samples";

/** Endpoints that tell the truth about the sample chain, whose blocks have no logs: one, or two that agree. */
export function truthfulSource(chain: Chain, head: number, level: "unproven" | "peers"): ChainSource {
  const answer = async (from: number, to: number): Promise<CheckedRange> => {
    return { blocks: rangeOf(trunk, from, to).blocks, logs: [], level, endpoint: "honest" };
  };
  return {
    chain,
    getTip: async () => ({ head: blockAt(trunk, head), finalizedNumber: 7 }),
    getBlock: async (number) => blockAt(trunk, number),
    getRange: answer,
    getAgreedRange: answer,
    findPeerRange: (_endpoint, from, to) => answer(from, to),
    findLogsOfAccounts: () => Promise.reject(new Error("not asked")),
    proveBlock: async (block) => ({
      block: blockAt(trunk, block.number),
      logs: [],
      level: "proven",
      endpoint: "honest",
    }),
    proveTransactions: () => Promise.reject(new Error("not asked")),
    distrust: () => {},
    listEndpoints: () => [],
    close: async () => {},
  };
}
