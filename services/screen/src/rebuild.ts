import { type Alert, alertContent, appendFindings, type Evidence, evidenceContent } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import { canonicalText } from "@redflag/domain/content-hash";
import { cutEpisodes, episodeKey } from "@redflag/domain/episode";
import type { Finding } from "@redflag/domain/finding";
import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import { streamAlerts } from "@redflag/store/alert-read";
import type { Database, Executor } from "@redflag/store/database";
import { findLaneForUpdate, type Lane, updateLane } from "@redflag/store/lane";
import { lockLedger } from "@redflag/store/ledger-lock";
import { deleteMemory } from "@redflag/store/memory";
import { findRewindAfter } from "@redflag/store/rewind";
import { insertScreeningGaps } from "@redflag/store/screening-gap";
import { inTransaction, takingBack } from "@redflag/store/transaction";
import { addWithheld } from "@redflag/store/withheld";
import { AlertLedger, finalizeAlerts } from "./alert-ledger.ts";
import type { InputCache } from "./input-cache.ts";
import { replayDepth, replayHead } from "./replay-lane.ts";
import { resumeLane } from "./resume-lane.ts";
import { screenDepth } from "./screen-depth.ts";
import { screenHead } from "./screen-head.ts";

export interface RebuildReport {
  blocks: number;
  transfers: number;
  /** Alerts that the recorded inputs give. */
  alerts: number;
  /** Of these, stored with exactly this content. */
  identical: number;
  /** The rest, and what was stored beside them: put right. */
  repaired: Array<{ id: Hash; problem: "missing" | "differs" | "unexpected" }>;
  /** The lane had stopped and goes on. */
  resumed: boolean;
}

interface Rebuilt {
  alert: Alert;
  evidence: Evidence[];
  findings: Finding[];
}

/**
 * Screens a lane's whole past again with the inputs that its epochs recorded, compares the alerts' content byte for byte
 * with what is stored, and puts right what differs. Profiles are folded anew. A stopped lane is set going again. The lane
 * waits meanwhile. Memory grows with what the alerts stand on, not with the ledger.
 * @throws Problem `lane_missing`, `heuristic_missing`; `lane_stopped` when what stopped the lane stops it again
 */
export async function rebuildLane(
  db: Database,
  inputs: InputCache,
  chain: Chain,
  onProgress: (blocks: number) => void = () => {},
): Promise<RebuildReport> {
  const resumed = await resumeLane(db, chain);
  for (;;) {
    // What the lane has not yet taken back is not what it screened: let it follow its rewinds first.
    await screenAll(db, inputs, chain);
    const report = await inTransaction(db, (tx) => rebuild(tx, inputs, chain, onProgress));
    if (report === "rewind pending") continue;
    return { ...report, resumed };
  }
}

async function screenAll(db: Database, inputs: InputCache, chain: Chain): Promise<void> {
  for (;;) {
    const step = await screenHead({ db, inputs }, chain);
    if (step.kind === "stopped") throw new Problem("lane_stopped", `${chain.name}: ${step.reason}`);
    if (step.kind === "idle") break;
  }
  // What is final and not judged yet would look missing.
  while ((await screenDepth({ db, inputs }, chain)).blocks > 0);
}

async function rebuild(
  tx: Executor,
  inputs: InputCache,
  chain: Chain,
  onProgress: (blocks: number) => void,
): Promise<Omit<RebuildReport, "resumed"> | "rewind pending"> {
  await lockLedger(tx, chain.id, "shared");
  const lane = await findLaneForUpdate(tx, chain.id);
  if (lane === undefined) throw new Problem("lane_missing", chain.name);
  if ((await findRewindAfter(tx, chain.id, lane.rewindSeq)) !== undefined) return "rewind pending";

  const rebuilt = new Map<Hash, Rebuilt>();
  const latest = new Map<string, Alert>();
  let blocks = 0;
  let transfers = 0;
  for await (const batch of replayHead(tx, inputs, chain, lane)) {
    collect(chain, batch.findings, rebuilt, latest);
    blocks += batch.blocks;
    transfers += batch.transfers;
    onProgress(blocks);
  }
  const checkpointPosition = await rebuildDepth(tx, inputs, chain, lane, (findings) =>
    collect(chain, findings, rebuilt, latest),
  );
  const { identical, repaired } = await compare(tx, chain, lane, rebuilt);
  await updateLane(tx, { ...lane, checkpointPosition });
  return { blocks, transfers, alerts: rebuilt.size, identical, repaired };
}

/**
 * Judges at depth again what the lane has judged there, and folds the profiles anew up to what of it is final: a lane that
 * was set back stands by findings above, which its profiles may not hold yet. Returns the new checkpoint.
 */
async function rebuildDepth(
  tx: Executor,
  inputs: InputCache,
  chain: Chain,
  lane: Lane,
  onFindings: (findings: Finding[]) => void,
): Promise<number> {
  const checkpoint = Math.min(lane.depthPosition, lane.finalPosition);
  await deleteMemory(tx, chain.id);
  const settled = { from: lane.startBlock, to: checkpoint };
  for await (const { findings, withheld, gaps } of replayDepth(tx, inputs, chain, lane, settled)) {
    onFindings(findings);
    await addWithheld(tx, chain.id, withheld);
    await insertScreeningGaps(tx, chain.id, gaps);
  }
  const above = { from: checkpoint + 1, to: lane.depthPosition };
  const unsettled = await takingBack(tx, () => Array.fromAsync(replayDepth(tx, inputs, chain, lane, above)));
  for (const { findings } of unsettled) onFindings(findings);
  return checkpoint;
}

function collect(chain: Chain, findings: Finding[], rebuilt: Map<Hash, Rebuilt>, latest: Map<string, Alert>): void {
  for (const episode of cutEpisodes(chain.caip2, findings, latest)) {
    const so = rebuilt.get(episode.id);
    const { alert, evidence } = appendFindings(episode.id, so?.alert, episode.findings);
    const all = so ?? { alert, evidence: [], findings: [] };
    all.alert = alert;
    // Not spread into one call or into new arrays: a listed address that many pay has evidence without bound.
    for (const row of evidence) all.evidence.push(row);
    for (const finding of episode.findings) all.findings.push(finding);
    rebuilt.set(episode.id, all);
    latest.set(episodeKey(alert), alert);
  }
}

async function compare(tx: Executor, chain: Chain, lane: Lane, rebuilt: ReadonlyMap<Hash, Rebuilt>) {
  const repaired: RebuildReport["repaired"] = [];
  const alerts = new AlertLedger(tx, chain);
  const missing = new Set(rebuilt.keys());
  let identical = 0;
  for await (const stored of streamAlerts(tx, { chainId: chain.id, withdrawn: false })) {
    const { id } = stored.alert;
    const wanted = rebuilt.get(id);
    missing.delete(id);
    if (wanted !== undefined && contentOf(stored) === contentOf(wanted)) {
      identical++;
      continue;
    }
    repaired.push({ id, problem: wanted === undefined ? "unexpected" : "differs" });
    await alerts.replace(id, stored.evidence, wanted?.findings ?? []);
  }
  for (const id of missing) {
    repaired.push({ id, problem: "missing" });
    await alerts.replace(id, [], rebuilt.get(id)?.findings ?? []);
  }
  await alerts.write();
  // What was put right below the final position is as final as the rest.
  await finalizeAlerts(tx, chain, lane.finalPosition);
  return { identical, repaired };
}

/** The bytes that a rebuild must reproduce. */
function contentOf({ alert, evidence }: { alert: Alert; evidence: readonly Evidence[] }): string {
  return canonicalText([alertContent(alert), ...evidence.map((row) => [evidenceContent(row), row.revision])]);
}
