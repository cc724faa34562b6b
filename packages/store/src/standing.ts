import type { Chain } from "@redflag/domain/chain";
import { findChainById } from "@redflag/domain/chain-registry";
import { INGEST_SILENT_S } from "@redflag/domain/condition";
import { endpointHealth } from "@redflag/domain/endpoint-health";
import type { ChainStanding, Standing } from "@redflag/domain/find-conditions";
import type { Executor } from "./database.ts";
import { listOwedDeliveries } from "./delivery-count.ts";
import { type IngestState, listIngestStates } from "./ingest-state.ts";
import { findLag } from "./lag.ts";
import { type Lane, listLanes } from "./lane.ts";
import { readLedgerStanding } from "./ledger-standing.ts";
import { listListStandings } from "./list-standing.ts";
import { countScreeningGaps } from "./screening-gap.ts";
import { listWaitingRows, type WaitingRows } from "./waiting-work.ts";

/**
 * Of these kinds, that the oldest waits long shows that nobody does them. Events wait for whoever reads them, and a lookback for
 * blocks to become final: neither is stuck by that.
 */
const DONE_SOON: readonly WaitingRows["kind"][] = ["repair", "list_fetch", "list_release", "fan_out"];

/** How everything stands that a condition is found in. Counts and ages only: it is told to operators by mail. */
export async function readStanding(db: Executor, now: Date): Promise<Standing> {
  const owed = await listOwedDeliveries(db);
  const oldestDueAt = owed.flatMap(({ oldestDueAt: at }) => (at === undefined ? [] : [at.getTime()]));
  return {
    chains: await listChainStandings(db, now),
    lists: await listListStandings(db, now),
    work: workOf(await listWaitingRows(db), now),
    deliveryOldestDueS: oldestDueAt.length === 0 ? 0 : Math.max(0, (now.getTime() - Math.min(...oldestDueAt)) / 1_000),
    deliveriesDead: owed.reduce((sum, { dead }) => sum + dead, 0),
  };
}

/** Of each chain that has a lane, or that an ingest process was given endpoints for; by name. */
async function listChainStandings(db: Executor, now: Date): Promise<ChainStanding[]> {
  const lanes = new Map((await listLanes(db)).map((lane) => [lane.chainId, lane]));
  const states = Map.groupBy(await listIngestStates(db), ({ chainId }) => chainId);
  const standings: ChainStanding[] = [];
  for (const chainId of new Set([...lanes.keys(), ...states.keys()])) {
    const chain = findChainById(chainId);
    // Of a chain that only another version knows nothing can be said.
    if (chain === undefined) continue;
    standings.push(await readChainStanding(db, chain, { lane: lanes.get(chainId), states: states.get(chainId), now }));
  }
  return standings.sort((a, b) => (a.chain < b.chain ? -1 : 1));
}

interface Known {
  lane: Lane | undefined;
  states: readonly IngestState[] | undefined;
  now: Date;
}

async function readChainStanding(
  db: Executor,
  chain: Chain,
  { lane, states = [], now }: Known,
): Promise<ChainStanding> {
  const ledger = await readLedgerStanding(db, chain.id, now);
  const lag = await findLag(db, chain.id, now.getTime() / 1_000);
  const speaking = states.filter(({ seenAt }) => now.getTime() - seenAt.getTime() <= INGEST_SILENT_S * 1_000);
  return {
    chain: chain.name,
    isFollowed: speaking.length > 0,
    isLaneStopped: lane?.stopped !== undefined,
    endpoints: countEndpoints(speaking),
    ...(ledger.head !== undefined && { headAgeS: ledger.head.ageS }),
    ...(ledger.lag?.seconds !== undefined && { ledgerLagS: ledger.lag.seconds }),
    ...(lag?.seconds !== undefined && { laneLagS: lag.seconds }),
    gapCount: ledger.gaps.count,
    liesCaught: ledger.disagreements.caught,
    screeningGapCount: await countScreeningGaps(db, chain.id),
  };
}

/** Two processes, or two keys, at one host are one endpoint to whoever counts operators. */
function countEndpoints(states: readonly IngestState[]): ChainStanding["endpoints"] {
  const hosts = Map.groupBy(
    states.flatMap(({ endpoints }) => endpoints),
    ({ host }) => host,
  );
  const isHealthy = (endpoint: IngestState["endpoints"][number]) => endpointHealth(endpoint) === "healthy";
  return { configured: hosts.size, healthy: [...hosts.values()].filter((of) => of.some(isHealthy)).length };
}

/** By kind: of several chains' the oldest counts. */
function workOf(waiting: readonly WaitingRows[], now: Date): Standing["work"] {
  const oldest = new Map<string, number>();
  for (const { kind, waiting: count, oldestAt } of waiting) {
    if (!DONE_SOON.includes(kind) || count === 0 || oldestAt === undefined) continue;
    oldest.set(kind, Math.max(oldest.get(kind) ?? 0, (now.getTime() - oldestAt.getTime()) / 1_000));
  }
  return [...oldest].map(([kind, oldestS]) => ({ kind, oldestS }));
}
