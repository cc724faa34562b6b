import type { Address } from "@redflag/domain/address";
import { alertContent } from "@redflag/domain/alert";
import { demo } from "@redflag/domain/chains/demo";
import { canonicalText } from "@redflag/domain/content-hash";
import { ingestRange } from "@redflag/ingest/ingest-range";
import { openChain } from "@redflag/ingest/open-chain";
import { createLogger } from "@redflag/runtime/logger";
import { InputCache } from "@redflag/screen/input-cache";
import { screenLane } from "@redflag/screen/screen-lane";
import { type StoredAlert, streamAlerts } from "@redflag/store/alert-read";
import type { Database } from "@redflag/store/database";
import { findLane, insertLane } from "@redflag/store/lane";
import { upsertTip } from "@redflag/store/tip";
import { importListVersion } from "@redflag/store/watchlist";
import type { KillWorld } from "./world.ts";

/** Of the demo chain. */
const DEPTH_BLOCKS = 12;

/** Lists what is listed in this world, and begins its lane above the funding. */
export async function prepare(db: Database, world: KillWorld): Promise<void> {
  const list = { id: "kill", title: "Kill test", authority: "Kill test (fictional)" };
  await importListVersion(db, { list, entries: world.listedEntries(), source: "test" });
  await insertLane(db.kysely, demo.id, world.startBlock);
}

/** Whether everything up to this head is screened, and final as far as it can be. */
export async function isAtRest(db: Database, head: number): Promise<boolean> {
  const lane = await findLane(db.kysely, demo.id);
  if (lane?.stopped !== undefined) throw new Error(`the lane has stopped: ${lane.stopped}`);
  const final = head - DEPTH_BLOCKS;
  return lane?.headPosition === head && lane.finalPosition === final && lane.checkpointPosition === final;
}

/**
 * The same chain, read once and screened once, by nobody who was disturbed.
 * @param db an empty one
 */
export async function screenUndisturbed(db: Database, world: KillWorld): Promise<StoredAlert[]> {
  await prepare(db, world);
  const logger = createLogger({ service: "undisturbed", level: "error" });
  const deps = openChain(demo, { endpoints: [world.anvil.url] }, { db, logger });
  const head = await world.net.getHead();
  await ingestRange(deps, { from: world.startBlock, to: head.number }, () => {});
  await upsertTip(db.kysely, demo.id, { head, finalizedNumber: head.number - DEPTH_BLOCKS });
  await screenLane({ db, inputs: new InputCache(), policyOf: () => "proof" }, demo);
  await deps.source.close();
  return standingAlerts(db);
}

export async function standingAlerts(db: Database): Promise<StoredAlert[]> {
  return Array.fromAsync(streamAlerts(db.kysely, { chainId: demo.id, withdrawn: false }));
}

/** By subject, the transactions that are its alert's evidence. */
export function transactionsOf(alerts: readonly StoredAlert[]): Map<Address, string[]> {
  const own = alerts.map(
    ({ alert, evidence }) => [alert.subject, evidence.map(({ transfer }) => transfer.txHash).sort()] as const,
  );
  return new Map(own.sort());
}

export function contentsOf(alerts: readonly StoredAlert[]): string[] {
  return alerts.map(({ alert }) => canonicalText(alertContent(alert)));
}
