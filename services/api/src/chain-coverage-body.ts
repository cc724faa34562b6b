import { type ChainCoverage, NAMED_COVERAGE_GAPS_MAX } from "@redflag/contract/http/routes/coverage";
import { findWatermark } from "@redflag/store/coverage-read";
import type { CoverageTally } from "@redflag/store/coverage-tally";
import { findCut } from "@redflag/store/cut";
import type { Executor } from "@redflag/store/database";
import { countNewDisagreements } from "@redflag/store/disagreement";
import { findLag } from "@redflag/store/lag";
import { findBlock } from "@redflag/store/ledger-read";
import { findProofTally } from "@redflag/store/proof-wanted";
import { countScreeningGaps } from "@redflag/store/screening-gap";
import { findTip, type StoredTip } from "@redflag/store/tip";
import { endpointStateOf } from "./endpoint-body.ts";
import type { OperatedChain } from "./operated-chain.ts";

const DAY_MS = 86_400_000;

/** @param tally of the chain; absent where its ledger is empty */
export async function chainCoverageBody(
  db: Executor,
  operated: OperatedChain,
  tally: CoverageTally | undefined,
  now: Date,
): Promise<ChainCoverage> {
  const { chain, lane, policy, isFollowed, ingest } = operated;
  const nowS = now.getTime() / 1_000;
  const tip = await findTip(db, chain.id);
  const cut = await findCut(db, chain.id);
  const lag = await findLag(db, chain.id, nowS);
  // The tally is some seconds old: from its end on the ledger is asked as it is now.
  const end = tally === undefined ? -1 : await findWatermark(db, chain.id, tally.ends.to + 1, tip?.head.number);
  // What is above the end is lag: it is on its way, or nobody reads.
  const gaps = tally?.gaps ?? [];
  const contiguousTo = tally && (tally.gaps[0]?.from ?? end + 1) - 1;
  const readTo = tip && (await findReadTo(db, operated, contiguousTo, tip.head.number));
  // Two processes, or two keys, at one host are one endpoint to whoever counts operators.
  const hosts = Map.groupBy(
    ingest.flatMap((state) => state.endpoints.map((endpoint) => ({ endpoint, state }))),
    ({ endpoint }) => endpoint.host,
  );
  const isHealthy = (of: NonNullable<ReturnType<typeof hosts.get>>) =>
    of.some(({ endpoint, state }) => endpointStateOf(endpoint, state, now) === "healthy");
  return {
    ...{ chain: chain.caip2, name: chain.name, title: chain.title },
    ...(tally !== undefined && { firstBlock: tally.ends.from }),
    ...(tip !== undefined && { head: await headBody(db, chain.id, tip, nowS) }),
    ...(contiguousTo !== undefined && { contiguousTo }),
    ...(readTo !== undefined && tip !== undefined && { ledgerLag: await ledgerLag(db, chain.id, readTo, tip, nowS) }),
    ...(lag !== undefined && {
      laneLag: { blocks: lag.blocks, ...(lag.seconds !== undefined && { seconds: lag.seconds }) },
    }),
    laneStopped: lane?.stopped !== undefined,
    gaps: {
      count: gaps.length,
      blocks: gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0),
      oldest: gaps.slice(0, NAMED_COVERAGE_GAPS_MAX),
    },
    ...(cut !== undefined && { droppedTo: cut.block }),
    screeningGaps: await countScreeningGaps(db, chain.id),
    evidence: await findProofTally(db, chain.id),
    refusedLogs: tally?.refusedLogs ?? 0,
    disagreements: await countNewDisagreements(db, chain.id, new Date(now.getTime() - DAY_MS)),
    policy,
    coveredBlocks: (tally?.levels ?? []).reduce((sum, { blocks }) => sum + blocks, 0),
    levels: tally?.levels ?? [],
    endpoints: { configured: hosts.size, healthy: [...hosts.values()].filter(isHealthy).length },
    followed: isFollowed,
  };
}

async function headBody(
  db: Executor,
  chainId: number,
  { head, finalizedNumber, seenAt }: StoredTip,
  nowS: number,
): Promise<ChainCoverage["head"]> {
  const stored = await findBlock(db, chainId, head.number);
  return {
    block: head.number,
    seenAt: new Date(seenAt * 1_000).toISOString(),
    ageSeconds: Math.max(0, Math.floor(nowS - seenAt)),
    ...(stored !== undefined && { blockAgeSeconds: Math.max(0, Math.floor(nowS - stored.time)) }),
    finalized: finalizedNumber,
  };
}

/** How far reading has come: a gap that a lane has left behind makes the ledger no later. */
async function findReadTo(
  db: Executor,
  { chain, lane }: OperatedChain,
  contiguousTo: number | undefined,
  head: number,
) {
  if (lane === undefined) return contiguousTo;
  return Math.max(-1, await findWatermark(db, chain.id, lane.headPosition + 1, head));
}

async function ledgerLag(db: Executor, chainId: number, readTo: number, tip: StoredTip, nowS: number) {
  const blocks = Math.max(0, tip.head.number - readTo);
  if (blocks === 0) return { blocks, seconds: 0 };
  const last = await findBlock(db, chainId, readTo);
  return { blocks, ...(last && { seconds: Math.max(0, Math.floor(nowS - last.time)) }) };
}
