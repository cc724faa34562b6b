import { findChainById } from "@redflag/domain/chain-registry";
import { countMisstatedAlerts } from "@redflag/store/alert-evidence-count";
import { listMissingRanges } from "@redflag/store/coverage-read";
import { findCut } from "@redflag/store/cut";
import type { Executor } from "@redflag/store/database";
import { type Lane, listLanes } from "@redflag/store/lane";
import { countOf } from "../count-text.ts";
import type { Check } from "../doctor/check.ts";

/** What must be true between the tables of every database, whenever it was copied. */
export async function checkWhole(db: Executor): Promise<Check[]> {
  const lanes = await listLanes(db);
  const checks = await Promise.all(lanes.map((lane) => checkLane(db, lane)));
  return [...checks, await checkEvidence(db)];
}

/** A lane never goes beyond what is covered, so what it has passed has no hole. */
async function checkLane(db: Executor, lane: Lane): Promise<Check> {
  const { chainId, startBlock, headPosition, finalPosition, depthPosition, stopped } = lane;
  const name = `lane ${findChainById(chainId)?.name ?? chainId}`;
  const facts = { ...lane };
  const cut = await findCut(db, chainId);
  const from = Math.max(startBlock, (cut?.block ?? -1) + 1);
  const missing = await listMissingRanges(db, chainId, from, headPosition);
  if (missing.length > 0) {
    const text = `passed blocks that nothing covers: ${missing.map((span) => `${span.from} to ${span.to}`).join(", ")}`;
    return { name, status: "wrong", text, hint: "This copy is not of one moment: restore another one.", facts };
  }
  const at = `covered from ${from} to ${headPosition}, final to ${finalPosition}, judged at depth to ${depthPosition}`;
  return { name, status: "ok", text: stopped === undefined ? at : `${at}; it has stopped: ${stopped.reason}`, facts };
}

async function checkEvidence(db: Executor): Promise<Check> {
  const { alerts, misstated } = await countMisstatedAlerts(db);
  const text = `${countOf(alerts, "alert")}, each with the evidence that it counts`;
  if (misstated === 0) return { name: "alerts", status: "ok", text, facts: { alerts } };
  const wrong = `${countOf(misstated, "alert")} of ${alerts} without the evidence that they count`;
  return {
    name: "alerts",
    status: "wrong",
    text: wrong,
    hint: "`redflag rebuild --chain …` puts them right.",
    facts: { misstated },
  };
}
