import type { Chain } from "@redflag/domain/chain";
import { findChainById } from "@redflag/domain/chain-registry";
import { listCoverageRuns } from "@redflag/store/coverage-runs";
import type { Executor } from "@redflag/store/database";
import { listDisagreements } from "@redflag/store/disagreement";
import { type Lane, listLanes } from "@redflag/store/lane";
import { findTip } from "@redflag/store/tip";
import { listLists } from "@redflag/store/watchlist";
import { countOf } from "../count-text.ts";
import type { Check } from "./check.ts";

const RUNS_MAX = 5;
const DISAGREEMENTS_MAX = 100;

/** What the ledger covers, where screening stands, and what it screens against. */
export async function checkLanes(db: Executor): Promise<Check[]> {
  const checks = [await checkLists(db)];
  for (const lane of await listLanes(db)) {
    const chain = findChainById(lane.chainId);
    if (chain === undefined) continue;
    checks.push(await checkCoverage(db, chain), await checkLane(db, chain, lane), ...(await checkLiars(db, chain)));
  }
  return checks;
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

async function checkCoverage(db: Executor, chain: Chain): Promise<Check> {
  const runs = await listCoverageRuns(db, chain.id, RUNS_MAX);
  const text = runs.map(({ from, to }) => `${from} to ${to}`).join(", ");
  const name = `coverage ${chain.name}`;
  if (runs.length < 2)
    return { name, status: "ok", text: text === "" ? "no block yet" : `blocks ${text}`, facts: { runs } };
  const hint = "`redflag start` fills gaps above the lane's position; older ones need `redflag ingest`.";
  return { name, status: "note", text: `blocks ${text}; there are gaps`, hint, facts: { runs } };
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

async function checkLiars(db: Executor, chain: Chain): Promise<Check[]> {
  const disagreements = await listDisagreements(db, chain.id, DISAGREEMENTS_MAX);
  if (disagreements.length === 0) return [];
  const endpoints = [...new Set(disagreements.map(({ endpoint }) => endpoint))].join(", ");
  const hint = "Nothing wrong was kept. Consider another endpoint.";
  const text = `caught in ${countOf(disagreements.length, "wrong answer")}: ${endpoints}`;
  return [{ name: `answers ${chain.name}`, status: "note", text, hint, facts: { disagreements } }];
}
