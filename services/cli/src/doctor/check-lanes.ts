import type { Chain } from "@redflag/domain/chain";
import { findChainById } from "@redflag/domain/chain-registry";
import { logFilterDigest, logFilterFor } from "@redflag/domain/log-filter";
import { findOutdatedCoverage } from "@redflag/store/coverage-outdated";
import { listCoverageRuns } from "@redflag/store/coverage-runs";
import { cutText, findCut } from "@redflag/store/cut";
import type { Executor } from "@redflag/store/database";
import { type Disagreement, listDisagreements } from "@redflag/store/disagreement";
import { type Lane, listLanes } from "@redflag/store/lane";
import { listRateLists } from "@redflag/store/rate";
import { countScreeningGaps, listScreeningGaps } from "@redflag/store/screening-gap";
import { findTip } from "@redflag/store/tip";
import { listLists } from "@redflag/store/watchlist";
import { listWithheld } from "@redflag/store/withheld";
import { countOf } from "../count-text.ts";
import type { Check } from "./check.ts";
import { checkBackfills } from "./check-backfills.ts";
import { checkCrossChain } from "./check-cross-chain.ts";
import { checkListTasks } from "./check-list-tasks.ts";
import { checkProofs } from "./check-proofs.ts";
import { checkSources } from "./check-sources.ts";

const RUNS_MAX = 5;
const DISAGREEMENTS_MAX = 100;

/** What the ledger covers, where screening stands, and what it screens against. */
export async function checkLanes(db: Executor): Promise<Check[]> {
  const checks = [
    await checkLists(db),
    ...(await checkListTasks(db)),
    ...(await checkSources(db)),
    await checkRates(db),
  ];
  for (const lane of await listLanes(db)) {
    const chain = findChainById(lane.chainId);
    if (chain === undefined) continue;
    checks.push(await checkCoverage(db, chain), ...(await checkOutdated(db, chain)));
    checks.push(...(await checkBackfills(db, chain)));
    checks.push(await checkLane(db, chain, lane));
    checks.push(
      ...(await checkSilences(db, chain)),
      ...(await checkProofs(db, chain)),
      ...(await checkAnswers(db, chain)),
    );
  }
  return [...checks, ...(await checkCrossChain(db))];
}

async function checkLists(db: Executor): Promise<Check> {
  const lists = await listLists(db);
  const text = lists.map(
    ({ id, seq, entryCount }) => `${id} version ${seq} (${countOf(entryCount, "entry", "entries")})`,
  );
  if (lists.length > 0) return { name: "watchlists", status: "ok", text: text.join(", "), facts: { lists } };
  const hint = "`redflag start` brings the shipped ones; `redflag watchlist import` brings yours.";
  return { name: "watchlists", status: "note", text: "none yet: nothing would be found", hint };
}

async function checkRates(db: Executor): Promise<Check> {
  const lists = await listRateLists(db);
  const text = lists.map(({ id, seq, rateCount }) => `${id} version ${seq} (${countOf(rateCount, "rate")})`);
  if (lists.length > 0) return { name: "rates", status: "ok", text: text.join(", "), facts: { lists } };
  const hint = "`redflag rates import` brings them; docs/guides/import-rates.md says from where.";
  const none = "none yet: rules that compare amounts are silent about tokens of other pegs than their thresholds";
  return { name: "rates", status: "note", text: none, hint };
}

/** Where a rule's silence says nothing: it failed, or had nothing to judge with. */
async function checkSilences(db: Executor, chain: Chain): Promise<Check[]> {
  const gaps = await countScreeningGaps(db, chain.id);
  const withheld = await listWithheld(db, chain.id);
  const checks: Check[] = [];
  if (gaps > 0) {
    const [first] = await listScreeningGaps(db, chain.id, { limit: 1 });
    const text = `screened except ${countOf(gaps, "transfer")} on which a rule failed; the first: ${first?.reason}`;
    const hint = `Report it; \`redflag rebuild --chain ${chain.name}\` judges them again with a program that does not fail.`;
    checks.push({ name: `gaps ${chain.name}`, status: "wrong", text, hint, facts: { gaps } });
  }
  if (withheld.length > 0) {
    const text = withheld.map(
      ({ heuristic, cause, count }) => `${heuristic} on ${count} (${cause.replaceAll("_", " ")})`,
    );
    const hint = "`redflag why` says of each transfer what was missing: older history, or a rate.";
    const what = `could not be judged: ${text.join(", ")}`;
    checks.push({ name: `withheld ${chain.name}`, status: "note", text: what, hint, facts: { withheld } });
  }
  return checks;
}

async function checkCoverage(db: Executor, chain: Chain): Promise<Check> {
  const runs = await listCoverageRuns(db, chain.id, RUNS_MAX);
  const cut = await findCut(db, chain.id);
  const dropped = cut === undefined ? "" : `; ${cutText(chain, cut)}`;
  const text = `${runs.map(({ from, to }) => `${from} to ${to}`).join(", ")}${dropped}`;
  const name = `coverage ${chain.name}`;
  if (runs.length < 2)
    return { name, status: "ok", text: text === "" ? "no block yet" : `blocks ${text}`, facts: { runs } };
  const repair = `\`redflag coverage --chain ${chain.name} --repair\``;
  const hint = `\`redflag start\` fills gaps above the lane's position, ${repair} or \`redflag backfill\` older ones.`;
  return { name, status: "note", text: `blocks ${text}; there are gaps`, hint, facts: { runs } };
}

/** Blocks that are covered, and were never asked for what became known after they were read. */
async function checkOutdated(db: Executor, chain: Chain): Promise<Check[]> {
  const filter = logFilterDigest(logFilterFor(chain.name));
  const outdated = await findOutdatedCoverage(db, chain.id, filter, RUNS_MAX);
  if (outdated === undefined) return [];
  const { blockCount, unrecordedBlockCount, spans } = outdated;
  const shown = spans.map(({ from, to }) => `${from} to ${to}`).join(", ");
  const isAll = spans.reduce((sum, { from, to }) => sum + to - from + 1, 0) === blockCount;
  const unrecorded =
    unrecordedBlockCount === 0 ? "" : ` (of ${unrecordedBlockCount} it was not recorded yet what was asked for)`;
  const were = countOf(blockCount, "block was", "blocks were");
  const text =
    `${were} read when other contracts or events were known than today${unrecorded}: ` +
    `${shown}${isAll ? "" : " and older ones"}; what was added since was not searched for there`;
  const hint =
    `\`redflag coverage --chain ${chain.name} --repair\` searches them. What is final and lacks something stays as it is: to ` +
    "search that, give `redflag ingest` an empty database (REDFLAG_DATABASE_URL, or another REDFLAG_DATA_DIR) and the blocks.";
  return [{ name: `outdated ${chain.name}`, status: "note", text, hint, facts: { ...outdated } }];
}

async function checkLane(db: Executor, chain: Chain, lane: Lane): Promise<Check> {
  const name = `screening ${chain.name}`;
  const facts = { ...lane };
  if (lane.stopped !== undefined) {
    const hint = `Mend the cause, then run \`redflag rebuild --chain ${chain.name}\`.`;
    return { name, status: "wrong", text: `it has stopped: ${lane.stopped.reason}`, hint, facts };
  }
  const tip = await findTip(db, chain.id);
  const behind =
    tip === undefined
      ? ""
      : `, ${countOf(Math.max(0, tip.head.number - lane.headPosition), "block")} behind the head last seen`;
  return { name, status: "ok", text: `at block ${lane.headPosition}, final to ${lane.finalPosition}${behind}`, facts };
}

/** Who is wrong is not always known: where two endpoints differ, each contradicts the other. */
async function checkAnswers(db: Executor, chain: Chain): Promise<Check[]> {
  const disagreements = await listDisagreements(db, chain.id, DISAGREEMENTS_MAX);
  if (disagreements.length === 0) return [];
  const byEndpoint = Map.groupBy(disagreements, ({ endpoint }) => endpoint);
  const parts = [...byEndpoint].map(([endpoint, of]) => `${endpoint} (${kindsText(of)})`).sort();
  const text = `${countOf(disagreements.length, "answer")} contradicted another's, or a proof: ${parts.join(", ")}`;
  const isUndecided = disagreements.some(({ kind }) => kind === "peers_differ");
  const hint = isUndecided
    ? "Nothing contradicted was kept. Where two endpoints differ, only a third of another operator can tell which is right."
    : "Nothing contradicted was kept. Consider another endpoint.";
  return [{ name: `answers ${chain.name}`, status: "note", text, hint, facts: { disagreements } }];
}

function kindsText(disagreements: readonly Disagreement[]): string {
  const counts = [...Map.groupBy(disagreements, ({ kind }) => kind)].sort(([a], [b]) => (a < b ? -1 : 1));
  return counts.map(([kind, of]) => `${kind.replaceAll("_", " ")} ${of.length}`).join(", ");
}
