import type { Database } from "@redflag/store/database";
import { listListSources } from "@redflag/store/list-source";
import { listListStandings } from "@redflag/store/list-standing";
import { Counter, Gauge, type Registry } from "prom-client";
import type { RefreshOutcome } from "./refresh-list.ts";

/** The first of them by id: a label for each list, and not for more than a monitor takes. */
const LISTS_MAX = 500;

/** What the rounds of this process came to. */
export interface RefreshCounters {
  countRound(outcome: RefreshOutcome): void;
  countBytes(byteCount: number): void;
}

/** The state of each list as the tables have it, true for every process; rounds and bytes are this process's own. */
export function registerRefreshMetrics(registry: Registry, db: Database): RefreshCounters {
  const registers = [registry];
  const listSources = async () => (await listListSources(db.kysely)).slice(0, LISTS_MAX);
  const listStandings = async () => (await listListStandings(db.kysely, new Date())).slice(0, LISTS_MAX);
  new Gauge({
    name: "redflag_list_age_seconds",
    help: "Since the list was last known to be what its publisher has; absent of one that never was",
    labelNames: ["list"],
    registers,
    async collect() {
      this.reset();
      for (const { list, succeededAt } of await listSources()) {
        if (succeededAt !== undefined) this.set({ list: list.id }, (Date.now() - succeededAt.getTime()) / 1000);
      }
    },
  });
  new Gauge({
    name: "redflag_list_period_seconds",
    help: "How often the list is fetched when all is well: its age is held against it",
    labelNames: ["list"],
    registers,
    async collect() {
      this.reset();
      for (const { list, everySeconds } of await listSources()) this.set({ list: list.id }, everySeconds);
    },
  });
  new Gauge({
    name: "redflag_list_held",
    help: "Gates that a newer version of the list does not pass: the last good one stays in force. A list without such a version is absent",
    labelNames: ["list"],
    registers,
    async collect() {
      this.reset();
      for (const { list, gateFailureCount } of await listStandings())
        if (gateFailureCount > 0) this.set({ list }, gateFailureCount);
    },
  });
  new Gauge({
    name: "redflag_list_failures",
    help: "Attempts to refresh the list that failed in a row, by the code of the last; 0 when the last was good",
    labelNames: ["list", "code"],
    registers,
    async collect() {
      this.reset();
      for (const { list, failureCount, lastFailure } of await listSources()) {
        this.set({ list: list.id, code: failureCount === 0 ? "" : (lastFailure?.code ?? "") }, failureCount);
      }
    },
  });
  const rounds = new Counter({
    name: "redflag_refresh_rounds_total",
    help: "Rounds of lists, by what came of them; of those that failed, by the problem's code",
    labelNames: ["outcome", "code"],
    registers,
  });
  const bytes = new Counter({
    name: "redflag_refresh_bytes_total",
    help: "Bytes of bodies that publishers sent, unpacked",
    registers,
  });
  return {
    countRound: (outcome) => rounds.inc(labelsOf(outcome)),
    countBytes: (byteCount) => bytes.inc(byteCount),
  };
}

function labelsOf(outcome: RefreshOutcome): { outcome: string; code: string } {
  return { outcome: outcome.kind, code: outcome.kind === "failed" ? outcome.problem.code : "" };
}
