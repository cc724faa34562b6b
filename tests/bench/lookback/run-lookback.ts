import { join } from "node:path";
import { demo } from "@redflag/domain/chains/demo";
import type { Entry } from "@redflag/domain/entry";
import { InputCache } from "@redflag/screen/input-cache";
import { stepLookback } from "@redflag/screen/lookback-step";
import { screenFinal } from "@redflag/screen/screen-final";
import { screenHead } from "@redflag/screen/screen-head";
import { todaysInputs } from "@redflag/screen/todays-inputs";
import { hexOf } from "@redflag/store/bytes";
import { type Database, openDatabase } from "@redflag/store/database";
import { insertEpoch } from "@redflag/store/epoch";
import { findLane, insertLane, updateLane } from "@redflag/store/lane";
import { findBlock } from "@redflag/store/ledger-read";
import { listLookbacks } from "@redflag/store/lookback";
import { migrate } from "@redflag/store/migrate";
import { upsertTip } from "@redflag/store/tip";
import { importListVersion } from "@redflag/store/watchlist";
import { openCluster } from "../cluster.ts";
import { addBlock, drawAddresses, fillLedger } from "./fill-ledger.ts";
import type { LookbackFigure } from "./lookback-figures.ts";
import { addOneEntry, fillList } from "./million-list.ts";
import { queryByIndex } from "./query-by-index.ts";

export interface LookbackOptions {
  transfers: number;
  newEntries: number;
  /** Entries of the list that gets one more. */
  listed: number;
  onStep: (what: string) => void;
}

/**
 * How long it takes to look at a ledger's past for new addresses, beside the bare two index queries; and from the commit of
 * a long list's version with one entry more to the first alert because of it.
 */
export async function runLookback({
  transfers,
  newEntries,
  listed,
  onStep,
}: LookbackOptions): Promise<LookbackFigure[]> {
  const cluster = await openCluster();
  try {
    const url = await cluster.createDatabase("lookback");
    const db = await openDatabase({ url, applicationName: "bench" });
    try {
      await migrate(db, join(import.meta.dirname, "../../../migrations"));
      const head = await fillLedger(db, transfers, onStep);
      const addresses = await drawAddresses(db, newEntries);
      const figures = await lookBack(db, url, { head, addresses, onStep, checkpoint: () => cluster.checkpoint() });
      return [...figures, ...(await reachLane(db, head + 1, listed, onStep))];
    } finally {
      await db.close();
    }
  } finally {
    await cluster.release();
  }
}

interface World {
  head: number;
  addresses: readonly Buffer[];
  onStep: (what: string) => void;
  checkpoint: () => Promise<void>;
}

async function lookBack(db: Database, url: string, { head, addresses, onStep, checkpoint }: World) {
  const inputs = new InputCache();
  await importEntries(db, []);
  await openLane(db, head);
  await importEntries(db, addresses);
  await addBlock(db, head + 1, []);
  await screenHead({ db, inputs }, demo);
  await finalize(db, head + 1);
  await checkpoint();
  const figures: LookbackFigure[] = [];
  const floor = async (what: string) => {
    onStep(what);
    figures.push(await timed(what, async () => `${await queryByIndex(url, addresses, head)} transfers`));
  };
  await floor("two index queries, first");
  onStep("lookback");
  const steps: number[] = [];
  const looked = await timed(`lookback of ${addresses.length} addresses`, async () => {
    for (;;) {
      const begin = performance.now();
      if ((await stepLookback({ db, inputs }, demo)).kind !== "looked") break;
      steps.push(performance.now() - begin);
    }
    const [lookback] = await listLookbacks(db.kysely, 1);
    const { doneCount, alertCount, boundCount } = lookback ?? {};
    const longest = Math.round(Math.max(...steps));
    return `${doneCount} entries, ${alertCount} alerts, ${boundCount} bounds, ${steps.length} steps, longest ${longest} ms`;
  });
  figures.push({ ...looked, result: `${looked.result}; ${await countEvidence(db)}` });
  await floor("two index queries, again");
  return figures;
}

async function importEntries(db: Database, addresses: readonly Buffer[]): Promise<void> {
  const said = { category: "terrorist_financing", severity: "SEVERE", authority: "Bench" } as const;
  const entries = addresses.map(
    (address): Entry => ({ address: hexOf(address), family: "eip155", ...said, confidence: 100, sharing: "TLP:RED" }),
  );
  await importListVersion(db, { list: { id: "new", title: "New", authority: "Bench" }, entries, source: "bench" });
}

/** As if all of the ledger had been screened with today's lists, and were final. */
async function openLane(db: Database, head: number): Promise<void> {
  await insertLane(db.kysely, demo.id, 1);
  const lane = await findLane(db.kysely, demo.id);
  const block = await findBlock(db.kysely, demo.id, head);
  if (lane === undefined || block === undefined) throw new Error("the lane is open and the ledger filled");
  const positions = { headPosition: head, finalPosition: head, checkpointPosition: head, depthPosition: head };
  await updateLane(db.kysely, { ...lane, ...positions, headHash: block.hash });
  await insertEpoch(db.kysely, lane, { fromBlock: 1, inputs: await todaysInputs(db.kysely) });
}

async function finalize(db: Database, head: number): Promise<void> {
  const block = await findBlock(db.kysely, demo.id, head);
  if (block === undefined) throw new Error("the head is stored");
  await upsertTip(db.kysely, demo.id, { head: block, finalizedNumber: head });
  await screenFinal(db, demo, demo.verify);
}

async function countEvidence(db: Database): Promise<string> {
  const { rows } = await db.pool.query<{ heuristic: string; alerts: number; evidence: number }>(
    "select heuristic, count(*)::int as alerts, sum(evidence_count)::int as evidence from alert group by 1 order by 1",
  );
  return rows
    .map(({ heuristic, alerts, evidence }) => `${heuristic} ${alerts} alerts, ${evidence} transfers`)
    .join("; ");
}

async function reachLane(db: Database, head: number, listed: number, onStep: (what: string) => void) {
  const inputs = new InputCache();
  onStep(`a list of ${listed} entries`);
  await fillList(db, listed);
  await addBlock(db, head + 1, []);
  const whole = await timed(`lane reads a list of ${listed}`, async () => {
    await screenHead({ db, inputs }, demo);
    return "a process that has just begun";
  });
  const address = Buffer.alloc(20, 0xab);
  await addOneEntry(db, address);
  const one = await timed("one entry more, committed → alert", async () => {
    await addBlock(db, head + 2, [address]);
    await screenHead({ db, inputs }, demo);
    const { rows } = await db.pool.query("select state from alert where subject = $1", [address]);
    return `${rows.length} alert, ${rows[0]?.state}`;
  });
  return [whole, one];
}

async function timed(what: string, work: () => Promise<string>): Promise<LookbackFigure> {
  const begin = performance.now();
  const result = await work();
  return { what, seconds: (performance.now() - begin) / 1000, result };
}
