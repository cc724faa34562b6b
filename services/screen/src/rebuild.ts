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
import { deleteProfiles } from "@redflag/store/profile";
import { findRewindAfter } from "@redflag/store/rewind";
import { inTransaction } from "@redflag/store/transaction";
import { AlertLedger } from "./alert-ledger.ts";
import { foldProfiles } from "./fold-profiles.ts";
import type { MatcherCache } from "./matcher-cache.ts";
import { replayLane } from "./replay-lane.ts";
import { resumeLane } from "./resume-lane.ts";
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
 * waits meanwhile. Memory grows with the number of alerts, not of transfers.
 * @throws Problem `lane_missing`, `heuristic_missing`; `lane_stopped` when what stopped the lane stops it again
 */
export async function rebuildLane(
  db: Database,
  matchers: MatcherCache,
  chain: Chain,
  onProgress: (blocks: number) => void = () => {},
): Promise<RebuildReport> {
  const resumed = await resumeLane(db, chain);
  for (;;) {
    // What the lane has not yet taken back is not what it screened: let it follow its rewinds first.
    await screenAll(db, matchers, chain);
    const report = await inTransaction(db, (tx) => rebuild(tx, matchers, chain, onProgress));
    if (report === "rewind pending") continue;
    while ((await foldProfiles(db, chain)) > 0);
    return { ...report, resumed };
  }
}

async function screenAll(db: Database, matchers: MatcherCache, chain: Chain): Promise<void> {
  for (;;) {
    const step = await screenHead({ db, matchers }, chain);
    if (step.kind === "stopped") throw new Problem("lane_stopped", `${chain.name}: ${step.reason}`);
    if (step.kind === "idle") return;
  }
}

async function rebuild(
  tx: Executor,
  matchers: MatcherCache,
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
  for await (const batch of replayLane(tx, matchers, chain, lane)) {
    collect(chain, batch.findings, rebuilt, latest);
    blocks += batch.blocks;
    transfers += batch.transfers;
    onProgress(blocks);
  }
  const { identical, repaired } = await compare(tx, chain, lane, rebuilt);
  await deleteProfiles(tx, chain.id);
  await updateLane(tx, { ...lane, checkpointPosition: lane.startBlock - 1 });
  return { blocks, transfers, alerts: rebuilt.size, identical, repaired };
}

function collect(chain: Chain, findings: Finding[], rebuilt: Map<Hash, Rebuilt>, latest: Map<string, Alert>): void {
  for (const episode of cutEpisodes(chain.caip2, findings, latest)) {
    const so = rebuilt.get(episode.id);
    const { alert, evidence } = appendFindings(episode.id, so?.alert, episode.findings);
    rebuilt.set(episode.id, {
      alert,
      evidence: [...(so?.evidence ?? []), ...evidence],
      findings: [...(so?.findings ?? []), ...episode.findings],
    });
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
  await finalizeRepaired(tx, chain, lane);
  return { identical, repaired };
}

/** What was put right below the final position is as final as the rest. */
async function finalizeRepaired(tx: Executor, chain: Chain, lane: Lane): Promise<void> {
  const alerts = new AlertLedger(tx, chain);
  await alerts.finalizeUpTo(lane.finalPosition);
  await alerts.write();
}

/** The bytes that a rebuild must reproduce. */
function contentOf({ alert, evidence }: { alert: Alert; evidence: readonly Evidence[] }): string {
  return canonicalText([alertContent(alert), ...evidence.map((row) => [evidenceContent(row), row.revision])]);
}
