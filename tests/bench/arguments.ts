import { parseArgs } from "node:util";
import type { ChainKind } from "./chain/manifest.ts";

export interface BenchArguments {
  transfers: number;
  rounds: number;
  json: boolean;
  /** What kind of chain the contenders read and screen. */
  chain: ChainKind;
  /** The floors and the lane, and no contender that only loads. */
  lane?: true;
  /** The floor and ingest, and no other contender. */
  ingest?: true;
  /** A peer beside those two, which is fetched from npm. */
  peer?: true;
  /** What each answer of the chain waits for. */
  delayMs?: number;
  /** What transfers cost as the table grows is measured, and nothing else. */
  growth?: true;
  /** Blocks whose latency is measured; absent when throughput is. */
  latencyBlocks?: number;
  /** How long each contender's API is loaded; absent when the API is not measured. */
  apiSeconds?: number;
  /** The same of screening by exchanges. */
  screeningSeconds?: number;
  /** The audit is measured, and nothing else. */
  audit: boolean;
  /** A backtest is measured, and nothing else. */
  backtest?: true;
  /** A cold rebuild is measured, and nothing else. */
  rebuild?: true;
  /** What flows of addresses cost is measured, and nothing else. */
  flows?: true;
  /** How long alerts come whose webhooks are sent; absent when that is not measured. */
  webhookSeconds?: number;
  /** How long nine chains are watched at once; absent when that is not measured. */
  liveSeconds?: number;
  /** How much of each chain's life is proven; absent when proofs are not measured. */
  proofSeconds?: number;
  /** Alerts behind the console's queue; absent when the console is not measured. */
  consoleAlerts?: number;
  /** Alerts of which lists are read; absent when that is not measured. */
  alerts?: number;
  /** New addresses for which the past is looked at; absent when that is not measured. */
  newEntries?: number;
  /** Labelled sets in which schemes are sought, by path, besides our own; absent when detection is not measured. */
  labelledSets?: string[];
  /** They go through RPC, PostgreSQL and the lane. */
  rpc?: boolean;
  /** So many windows of new pairs are filled in one process, and nothing else; absent when that is not measured. */
  windows?: number;
  /** How many processes of a kind share the work, one run each; absent when that is not measured. */
  workers?: number[];
  /** Where the alerts on the only labelled set are written, a JSON object a line. */
  out?: string;
}

/** As many as a median and the worst of them need. */
const CONSOLE_ROUNDS = "7";
const TRANSFERS = "1000000";
/** What a chain has in some weeks. */
const LOOKBACK_TRANSFERS = "10000000";
/** Beyond it the connections of one PostgreSQL end. */
const WORKERS_MAX = 8;
const GROWTH_TRANSFERS = "20000000";
const REBUILD_TRANSFERS = "300000";
/** Of each lane: some more than a window holds. */
const WINDOW_TRANSFERS = "270000";

/** @throws TypeError in words */
export function parseArguments(given: readonly string[]): BenchArguments {
  const { values } = parseArgs({
    args: [...given],
    options: {
      transfers: { type: "string" },
      rounds: { type: "string" },
      json: { type: "boolean", default: false },
      chain: { type: "string", default: "customers" },
      lane: { type: "boolean", default: false },
      ingest: { type: "boolean", default: false },
      peer: { type: "boolean", default: false },
      delay: { type: "string" },
      growth: { type: "boolean", default: false },
      latency: { type: "boolean", default: false },
      blocks: { type: "string" },
      api: { type: "boolean", default: false },
      screening: { type: "boolean", default: false },
      seconds: { type: "string" },
      audit: { type: "boolean", default: false },
      backtest: { type: "boolean", default: false },
      rebuild: { type: "boolean", default: false },
      flows: { type: "boolean", default: false },
      webhooks: { type: "boolean", default: false },
      live: { type: "boolean", default: false },
      proofs: { type: "boolean", default: false },
      lookback: { type: "boolean", default: false },
      alerts: { type: "boolean", default: false },
      console: { type: "boolean", default: false },
      rows: { type: "string" },
      entries: { type: "string" },
      detection: { type: "boolean", default: false },
      set: { type: "string", multiple: true },
      rpc: { type: "boolean", default: false },
      out: { type: "string" },
      workers: { type: "string" },
      windows: { type: "string" },
    },
  });
  if (values.blocks !== undefined && !values.latency) throw new TypeError("--blocks is for --latency");
  if (
    values.seconds !== undefined &&
    !values.api &&
    !values.screening &&
    !values.webhooks &&
    !values.live &&
    !values.proofs
  ) {
    throw new TypeError("--seconds is for --api, --screening, --webhooks, --live and --proofs");
  }
  if (values.rows !== undefined && !values.alerts && !values.console) {
    throw new TypeError("--rows is for --alerts and --console");
  }
  if (values.entries !== undefined && !values.lookback) throw new TypeError("--entries is for --lookback");
  if (values.ingest && values.lane) throw new TypeError("--ingest or --lane");
  if (values.peer && !values.ingest) throw new TypeError("--peer is for --ingest");
  if (values.set !== undefined && !values.detection) throw new TypeError("--set is for --detection");
  if (values.rpc && values.set === undefined) throw new TypeError("--rpc is for --set");
  if (values.out !== undefined && values.set?.length !== 1) throw new TypeError("--out is for one --set");
  return {
    transfers: wholeNumber(
      "transfers",
      values.transfers ?? transfersOf({ ...values, windows: values.windows !== undefined }),
    ),
    rounds: wholeNumber("rounds", values.rounds ?? (values.console ? CONSOLE_ROUNDS : "1")),
    json: values.json,
    chain: chainKind(values.chain),
    ...(values.lane && { lane: true as const }),
    ...(values.ingest && { ingest: true as const }),
    ...(values.peer && { peer: true as const }),
    ...(values.delay !== undefined && { delayMs: wholeNumber("delay", values.delay) }),
    ...(values.growth && { growth: true as const }),
    audit: values.audit,
    ...(values.backtest && { backtest: true as const }),
    ...(values.rebuild && { rebuild: true as const }),
    ...(values.flows && { flows: true as const }),
    ...(values.api && { apiSeconds: wholeNumber("seconds", values.seconds ?? "10") }),
    ...(values.screening && { screeningSeconds: wholeNumber("seconds", values.seconds ?? "10") }),
    ...(values.webhooks && { webhookSeconds: wholeNumber("seconds", values.seconds ?? "60") }),
    ...(values.live && { liveSeconds: wholeNumber("seconds", values.seconds ?? "60") }),
    ...(values.proofs && { proofSeconds: wholeNumber("seconds", values.seconds ?? "120") }),
    ...(values.console && { consoleAlerts: wholeNumber("rows", values.rows ?? "100000") }),
    ...(values.alerts && { alerts: wholeNumber("rows", values.rows ?? "10000000") }),
    ...(values.lookback && { newEntries: wholeNumber("entries", values.entries ?? "1000") }),
    ...(values.detection && { labelledSets: values.set ?? [] }),
    ...(values.rpc && { rpc: true }),
    ...(values.out !== undefined && { out: values.out }),
    ...(values.workers !== undefined && { workers: workersOf(values.workers) }),
    ...(values.windows !== undefined && { windows: wholeNumber("windows", values.windows) }),
    ...(values.latency && { latencyBlocks: wholeNumber("blocks", values.blocks ?? "200") }),
  };
}

function transfersOf({
  growth,
  lookback,
  flows,
  rebuild,
  windows,
}: Record<"growth" | "lookback" | "flows" | "rebuild" | "windows", boolean>): string {
  if (growth) return GROWTH_TRANSFERS;
  if (windows) return WINDOW_TRANSFERS;
  if (rebuild) return REBUILD_TRANSFERS;
  return lookback || flows ? LOOKBACK_TRANSFERS : TRANSFERS;
}

function chainKind(text: string): ChainKind {
  if (text !== "customers" && text !== "novel") throw new TypeError(`--chain ${text}: customers or novel`);
  return text;
}

function workersOf(text: string): number[] {
  const workers = text.split(",").map((part) => wholeNumber("workers", part));
  if (workers.some((count) => count > WORKERS_MAX)) throw new TypeError(`--workers ${text}: at most ${WORKERS_MAX}`);
  return workers;
}

function wholeNumber(name: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new TypeError(`--${name} ${text}: not a whole number above 0`);
  return Number(text);
}
