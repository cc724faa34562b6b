import { getChain } from "../chain-registry.ts";
import type { Finding } from "../finding.ts";
import { inLedgerOrder } from "../flow-window.ts";
import { LOOKBACK_EXPOSURE, LOOKBACK_HIT } from "../lookback.ts";
import { judgeExposure, judgePast } from "../lookback-finding.ts";
import { flowsFromSource, passOn, sharePpm, type TaintedFlow } from "../lookback-taint.ts";
import type { LookbackSlice } from "./judged-slice.ts";

/** Looks again at what a new entry's address paid and was paid, or follows its money to the subject through the carriers. */
export function judgeLookbackSlice(slice: LookbackSlice): Finding[] {
  const { heuristic, subject, entry, cause } = slice;
  const chain = getChain(slice.chain);
  const blocks = new Map(slice.blocks.map((block) => [block.number, block]));
  if (heuristic === LOOKBACK_EXPOSURE) {
    return flowsTo(slice).map((flow) => judgeExposure(chain, entry, cause, flow, blocks));
  }
  if (heuristic !== LOOKBACK_HIT) return [];
  return slice.transfers.flatMap((transfer) => {
    const block = blocks.get(transfer.blockNumber);
    if (block === undefined) throw new Error(`the slice has no block ${transfer.blockNumber}`);
    const finding = judgePast(chain, entry, cause, block, transfer);
    return finding?.subject === subject ? [finding] : [];
  });
}

/** A payment that carries money over ways of different lengths counts once, as the stronger. In ledger order. */
function flowsTo({ subject, entry, parameters, carriers, transfers }: LookbackSlice): TaintedFlow[] {
  const reached = new Map<string, TaintedFlow>();
  let flows = flowsFromSource(entry.address, transfers);
  for (let hop = 1; hop < parameters.hops; hop++) {
    flows = carriers.flatMap((address) => {
      const own = transfers.filter(({ sender, recipient }) => sender === address || recipient === address);
      const inflows = flows.filter(({ transfer }) => transfer.recipient === address);
      return passOn(address, own, inflows).filter((flow) => sharePpm(flow) >= parameters.shareMinPpm);
    });
    for (const flow of flows.filter(({ transfer }) => transfer.recipient === subject)) keepStronger(reached, flow);
  }
  return [...reached.values()].sort((a, b) => inLedgerOrder(a.transfer, b.transfer));
}

function keepStronger(reached: Map<string, TaintedFlow>, flow: TaintedFlow): void {
  const key = `${flow.transfer.blockNumber}/${flow.transfer.logIndex}`;
  const known = reached.get(key);
  if (known === undefined || known.tainted < flow.tainted) reached.set(key, flow);
}
