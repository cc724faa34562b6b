import { askForListed } from "@redflag/ingest/ask-for-listed";
import { listBackfillStates } from "@redflag/ingest/backfill-state";
import { fillRange } from "@redflag/ingest/fill-range";
import type { IngestDeps } from "@redflag/ingest/ingest-deps";
import { keepProofs } from "@redflag/ingest/keep-proofs";
import { observeHead } from "@redflag/ingest/observe-head";
import { planReads } from "@redflag/ingest/plan-reads";
import { proveRange } from "@redflag/ingest/prove-range";
import { readRange } from "@redflag/ingest/read-range";
import { type CheckTurns, sweepBackfills } from "@redflag/ingest/work-backfills";
import { workRepair } from "@redflag/ingest/work-repairs";
import type { FanOut } from "@redflag/notify/fan-out-step";
import { sendDelivery } from "@redflag/notify/send-delivery";
import { writeTried } from "@redflag/notify/write-tried";
import { cutLedger } from "@redflag/screen/cut-ledger";
import { stepLookback } from "@redflag/screen/lookback-step";
import { rebuildLane } from "@redflag/screen/rebuild";
import { rescreenLane } from "@redflag/screen/rescreen-lane";
import { screenDepth } from "@redflag/screen/screen-depth";
import { screenFinal } from "@redflag/screen/screen-final";
import { screenHead } from "@redflag/screen/screen-head";
import { changeAddressSet } from "@redflag/store/address-set";
import type { BlockSpan } from "@redflag/store/block-span";
import type { Database } from "@redflag/store/database";
import { listDueSubscriptions } from "@redflag/store/delivery";
import { claimDeliveries } from "@redflag/store/delivery-claim";
import { dropOldDeliveries } from "@redflag/store/delivery-drop";
import { listSubscribersBehind } from "@redflag/store/fan-out";
import { fileReport } from "@redflag/store/filed-alert.samples";
import { endWatch, insertWatch } from "@redflag/store/private-watch";
import { releaseStep } from "@redflag/store/release";
import { claimRepair } from "@redflag/store/repair";
import { importListVersion } from "@redflag/store/watchlist";

/** What the simulated processes run. A test passes a broken one to see that the simulator notices. */
export const STEPS = {
  observeHead,
  planReads,
  readRange,
  askForListed,
  proveRange,
  keepProofs,
  claimRepair,
  workRepair,
  fillRange,
  /** As ingest does once a second. */
  sweepBackfills: async (deps: IngestDeps, checks: CheckTurns, wake: (span: BlockSpan) => Promise<void>) => {
    const states = await listBackfillStates(deps.db.kysely, deps.chain, deps.policy);
    return states.length > 0 && (await sweepBackfills(deps, states, checks, wake));
  },
  screenHead,
  screenFinal,
  screenDepth,
  stepLookback,
  rebuildLane,
  rescreenLane,
  cutLedger,
  importListVersion,
  insertWatch,
  endWatch,
  fileReport,
  releaseStep,
  listSubscribersBehind: (db: Database) => listSubscribersBehind(db.kysely),
  fanOutStep: (fanOut: FanOut, _db: Database, subscriberIds: readonly string[], eventsMax: number) =>
    fanOut.step(subscriberIds, eventsMax),
  listDueSubscriptions,
  claimDeliveries: (db: Database, asked: Parameters<typeof claimDeliveries>[1], leaseMs: number) =>
    claimDeliveries(db.kysely, asked, leaseMs),
  changeAddressSet,
  sendDelivery,
  writeTried,
  dropOldDeliveries,
};

export type Steps = typeof STEPS;
