import type { Alert, Evidence } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import type { JudgedSlice, LaneReach } from "@redflag/domain/judge-again/judged-slice";
import { evidenceDifference, remakeAlert } from "@redflag/domain/judge-again/remake-alert";
import { decodeSlice, encodeSlice } from "@redflag/domain/judge-again/slice-codec";
import { LOOKBACK_RULES } from "@redflag/domain/lookback";
import { Problem } from "@redflag/domain/problem";
import type { Transfer } from "@redflag/domain/transfer";
import type { Executor } from "@redflag/store/database";
import { isOfDatabase } from "@redflag/store/database-error";
import { listEpochs } from "@redflag/store/epoch";
import { findLane } from "@redflag/store/lane";
import type { InputCache } from "../input-cache.ts";
import { findKeptPast } from "../kept-past.ts";
import { eachOnce } from "./each-once.ts";
import { readHopSlice } from "./hop-slice.ts";
import { type LanePast, readLaneSlice } from "./lane-slice.ts";
import { transfersOfLane, transfersOfOrigins, transfersOfSubject } from "./lane-transfers.ts";
import { readLookbackSlice } from "./lookback-slice.ts";

/** Transfers of a slice at most: some seconds' work to judge again, and some MB of a file. Ours [E]. */
const SLICE_TRANSFERS_MAX = 50_000;

/** Of what an error says. Ours [E]. */
const WORDS_CHARS_MAX = 500;

export type ChosenSlice = { replay: "exact"; slice: JudgedSlice } | { replay: "recorded"; reason: string };

/**
 * The smallest slice that gives the alert again, byte for byte. Each is judged here as whoever reads it will, from what is
 * written: where none within bounds does, that is said, and nothing claims that it would.
 * @throws what the database throws: that says nothing of the finding
 */
export async function chooseSlice(
  db: Executor,
  inputs: InputCache,
  chain: Chain,
  { alert, evidence }: { alert: Alert; evidence: readonly Evidence[] },
  transfersMax = SLICE_TRANSFERS_MAX,
): Promise<ChosenSlice> {
  let reason = "what the finding follows from is not kept";
  try {
    for await (const tried of slicesOf(db, inputs, chain, alert, evidence, transfersMax)) {
      if (typeof tried === "string") {
        reason = tried;
        continue;
      }
      const fault = faultOf(tried, alert, evidence);
      if (fault === undefined) return { replay: "exact", slice: tried };
      reason = `judged again from ${sliceText(tried)}, ${fault}`;
    }
  } catch (error) {
    if (isOfDatabase(error)) throw error;
    reason = `what the finding follows from cannot be read: ${wordsOf(error)}`;
  }
  return { replay: "recorded", reason };
}

/** From the smallest on; in words, why one is not to be had. */
async function* slicesOf(
  db: Executor,
  inputs: InputCache,
  chain: Chain,
  alert: Alert,
  evidence: readonly Evidence[],
  max: number,
): AsyncGenerator<JudgedSlice | string> {
  if (LOOKBACK_RULES.includes(alert.heuristic)) {
    const slice = await readLookbackSlice(db, inputs, chain, alert, evidence);
    yield slice ?? "the lookback that found it is no longer recorded";
    return;
  }
  const rule = HEURISTICS.find(({ id }) => id === alert.heuristic);
  if (rule === undefined) {
    yield `this program has no rule ${alert.heuristic}`;
    return;
  }
  if (rule.stage === "cross-chain") {
    yield await readHopSlice(db, inputs, chain, alert, evidence);
    return;
  }
  const lane = await findLane(db, chain.id);
  if (lane === undefined) return;
  const epochs = await listEpochs(db, lane);
  const past: LanePast = { chain, lane, epochs, kept: await findKeptPast(db, lane, epochs), alert, evidence };
  const of = async (reach: LaneReach, transfers: readonly Transfer[] | undefined) =>
    transfers === undefined
      ? `${REACH_TEXTS[reach]} is more than the ${max} transfers that a bundle holds`
      : readLaneSlice(db, inputs, past, reach, transfers);
  if (rule.stage === "head") {
    yield await of("payments", eachOnce(evidence.map(({ transfer }) => transfer)));
    return;
  }
  if (past.kept.firstBlock > alert.firstBlock) {
    yield "retention has dropped the payments that it began with";
    return;
  }
  if (rule.stage === "depth" && rule.judges !== "exposed_payments") {
    yield await of("subject", await transfersOfSubject(db, past, max));
  }
  if (rule.stage === "depth" && rule.judges === "exposed_payments") {
    yield await of("origins", await transfersOfOrigins(db, past, max));
  }
  yield await of("lane", await transfersOfLane(db, past, max));
}

const REACH_TEXTS: Readonly<Record<LaneReach, string>> = {
  payments: "what the findings are on",
  subject: "what the subject paid and received",
  origins: "what the subject and those before it paid and received",
  lane: "all that the lane has screened",
};

function sliceText(slice: JudgedSlice): string {
  if (slice.kind === "hops") return "its legs";
  return slice.kind === "lookback" ? "what the lookback read" : REACH_TEXTS[slice.reach];
}

function faultOf(slice: JudgedSlice, { id }: Alert, evidence: readonly Evidence[]): string | undefined {
  try {
    const remade = remakeAlert(decodeSlice(JSON.parse(JSON.stringify(encodeSlice(slice)))), id);
    return remade === undefined ? "nothing was found" : evidenceDifference(evidence, remade.evidence);
  } catch (error) {
    return `it does not hold together: ${wordsOf(error)}`;
  }
}

/** What our own functions assert of a record may be false of one that was damaged: a reason, then, and evidence all the same. */
function wordsOf(error: unknown): string {
  const words = error instanceof Problem ? error.detail : error instanceof Error ? error.message : String(error);
  return words.replaceAll(/\s+/g, " ").slice(0, WORDS_CHARS_MAX);
}
