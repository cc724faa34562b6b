import assert from "node:assert/strict";
import type { Chain } from "@redflag/domain/chain";
import { epochAt } from "@redflag/domain/epoch";
import { observe } from "@redflag/domain/finding";
import type { Judgement, Silence } from "@redflag/domain/heuristic";
import type { Transfer } from "@redflag/domain/transfer";
import type { Executor } from "@redflag/store/database";
import { listEpochs } from "@redflag/store/epoch";
import { findLane } from "@redflag/store/lane";
import { findBlock } from "@redflag/store/ledger-read";
import { armOrThrow } from "./arm.ts";
import type { MatcherCache } from "./matcher-cache.ts";

/** What every heuristic says of one stored transfer, with the inputs that held when it was screened. */
export type Explanation =
  | { kind: "not_screened"; text: string }
  | {
      kind: "screened";
      epoch: number;
      verdicts: ReadonlyArray<{
        heuristic: string;
        version: number;
        fired: readonly Judgement[];
        silent: readonly Silence[];
      }>;
    };

/** Answers `redflag why`: re-judges one transfer exactly as the lane did, and asks each silence for its reason. */
export async function explainTransfer(
  db: Executor,
  matchers: MatcherCache,
  chain: Chain,
  transfer: Transfer,
): Promise<Explanation> {
  const lane = await findLane(db, chain.id);
  const block = await findBlock(db, chain.id, transfer.blockNumber);
  assert(block !== undefined, "a stored transfer has its block");
  if (lane === undefined || block.number < lane.startBlock) {
    return {
      kind: "not_screened",
      text: `block ${block.number} is older than where the lane began: stored, not screened`,
    };
  }
  if (block.number > lane.headPosition) {
    return {
      kind: "not_screened",
      text: `the lane stands at block ${lane.headPosition} and has not come to block ${block.number}`,
    };
  }
  const epoch = epochAt(await listEpochs(db, chain.id), block.number);
  assert(epoch !== undefined, "every screened block has an epoch");
  const matcher = await matchers.matcherFor(db, epoch.inputs.lists);
  const observation = observe(chain, block, transfer, matcher);
  const verdicts = armOrThrow(epoch.inputs).map(({ heuristic, params }) => ({
    heuristic: heuristic.id,
    version: heuristic.version,
    fired: heuristic.judge(observation, params),
    silent: heuristic.explainSilence(observation, params),
  }));
  return { kind: "screened", epoch: epoch.seq, verdicts };
}
