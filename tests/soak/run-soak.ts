import { loadavg } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Hash } from "@redflag/domain/hex";
import { listTestStores } from "@redflag/runtime/queue-test-stores";
import { setSearch } from "@redflag/screen/set-search.samples";
import { openDatabase } from "@redflag/store/database";
import { migrate } from "@redflag/store/migrate";
import type pg from "pg";
import { openCluster } from "../bench/cluster.ts";
import { type CommittedEvidence, listenToEvidence } from "../bench/latency/committed-evidence.ts";
import { AlertLatency } from "./alert-latency.ts";
import type { EndlessOptions } from "./endless-chain.ts";
import { type ExchangeEnd, openExchangeEnd } from "./exchange-end.ts";
import { ListedPeople } from "./listed-people.ts";
import { connect, readDatabaseSample } from "./read-sample.ts";
import { type SoakProcesses, startSoakProcesses } from "./soak-processes.ts";
import { type SoakFigures, type SoakSample, trendsOf, withoutWarmUp } from "./soak-sample.ts";
import { type EndlessServer, startEndlessServer } from "./start-endless.ts";

const QUEUES = ["ingest-read", "ingest-prove", "screen-lane", "notify-subscription"];
const MIGRATIONS = join(import.meta.dirname, "../../migrations");
/** After the run, when the chains stand still: as long as no alert comes before those that have not come are called missing. */
const PATIENCE_MS = 120_000;
const REST_POLL_MS = 500;
const FILL_POLL_MS = 5_000;
/** While the windows are filled, chains slow down where what is judged is older, and begin what is measured once it is not. */
const LEVEL_AGE_S = 60;

export interface SoakOptions extends EndlessOptions {
  seconds: number;
  /** Over all chains, as much of each as in life. */
  transfersPerS: number;
  /** Names of those in `CHAIN_LOADS`. */
  chains: readonly string[];
  /**
   * New pairs that the window of each chain is set to hold: as many payments, of which nearly each is the first of its pair, come before
   * what is measured begins. Absent for a window as it is without a setting, and empty.
   */
  pairsPerChain?: number;
  sampleMs: number;
  listChangeEveryMs: number;
  /** Ends the run before its time, with the figures that there are. */
  signal: AbortSignal;
  onStep: (what: string) => void;
  onSample: (sample: SoakSample) => void;
}

/** The real processes on chains that go on, and a look at everything now and then. Linux only. */
export async function runSoak(options: SoakOptions): Promise<SoakFigures> {
  await using open = new AsyncDisposableStack();
  const { onStep, transfersPerS, chains, pairsPerChain } = options;
  onStep("the database and the queue");
  const cluster = await openCluster({ autovacuum: true });
  open.defer(() => cluster.release());
  const databaseUrl = await cluster.createDatabase("soak");
  const db = await openDatabase({ url: databaseUrl, applicationName: "soak", poolMax: 1 });
  try {
    await migrate(db, MIGRATIONS);
    if (pairsPerChain !== undefined) await setSearch(db, { pairsMax: pairsPerChain });
  } finally {
    await db.close();
  }
  const store = await listTestStores().at(-1)?.open();
  if (store === undefined) throw new Error("there is a queue in PostgreSQL at least");
  open.defer(() => store.close());
  const countJobs = async () => {
    const counts = await Promise.all(QUEUES.map((name) => store.countJobs(name).catch(() => 0)));
    return counts.reduce((sum, count) => sum + count, 0);
  };
  const exchange = await openExchangeEnd(databaseUrl);
  open.defer(() => exchange.close());
  const people = await ListedPeople.open(databaseUrl);
  open.defer(() => people.close());
  const evidence = await listenToEvidence(databaseUrl);
  open.defer(() => evidence.close());
  const client = await connect(databaseUrl);
  open.defer(() => client.end());
  onStep("the chains and the processes");
  const server = await startEndlessServer(transfersPerS, options, chains);
  open.defer(() => server.stop());
  const { kind, url } = store.backend;
  const redisUrl = kind === "redis" ? { redisUrl: url } : {};
  const processes = await startSoakProcesses({
    databaseUrl,
    ...redisUrl,
    chains,
    ports: server.ports,
    receiver: exchange,
  });
  let isEnded = false;
  open.defer(async () => {
    if (!isEnded) await processes.kill();
  });
  // A lane opens after what is final when it is: whatever came before would never be screened.
  while ((await countLanes(client)) < chains.length) await sleep(REST_POLL_MS);
  const soak = new Soak({ cluster, client, exchange, people, evidence, server, processes, countJobs }, options);
  if (pairsPerChain === undefined) await server.begin();
  else await soak.fill(pairsPerChain);
  onStep(`${options.seconds} s at ${transfersPerS} transfers/s`);
  const samples = await soak.run();
  isEnded = true;
  await processes.end();
  return soak.figures(samples, kind);
}

async function countLanes(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>("select count(*)::int as count from lane");
  return rows[0]?.count ?? 0;
}

interface SoakParts {
  cluster: { serverPid: number };
  client: pg.Client;
  exchange: ExchangeEnd;
  people: ListedPeople;
  evidence: CommittedEvidence;
  server: EndlessServer;
  processes: SoakProcesses;
  countJobs: () => Promise<number>;
}

class Soak {
  readonly #parts: SoakParts;
  readonly #options: SoakOptions;
  readonly #latency = new AlertLatency();
  #payments = 0;
  #reorgs = 0;

  constructor(parts: SoakParts, options: SoakOptions) {
    [this.#parts, this.#options] = [parts, options];
  }

  /** Until each chain's window of new pairs is full and what came with it is judged; the chains go on at their usual pace then. */
  async fill(pairsPerChain: number): Promise<void> {
    const { server, client } = this.#parts;
    const { chains, signal, onStep } = this.#options;
    const wanted = pairsPerChain * chains.length;
    onStep(`${wanted} payments of new pairs`);
    await server.fill();
    let isFilling = true;
    while (!signal.aborted) {
      await sleep(FILL_POLL_MS);
      await this.#hear();
      const { depthAgeS } = await readDatabaseSample(client);
      onStep(`${this.#payments} payments, depth ${Math.round(depthAgeS)} s behind`);
      const isBehind = depthAgeS > LEVEL_AGE_S;
      if (this.#payments >= wanted && !isBehind && !isFilling) break;
      const mayFill = this.#payments < wanted && !isBehind;
      if (mayFill === isFilling) continue;
      isFilling = mayFill;
      await (mayFill ? server.fill() : server.begin());
    }
    [this.#payments, this.#reorgs] = [0, 0];
  }

  async run(): Promise<SoakSample[]> {
    const { seconds, sampleMs, listChangeEveryMs, signal, onSample } = this.#options;
    const beginMs = Date.now();
    const samples: SoakSample[] = [];
    let changeAtMs = beginMs + listChangeEveryMs;
    for (let dueMs = beginMs; dueMs <= beginMs + seconds * 1_000; dueMs += sampleMs) {
      await sleep(Math.max(0, dueMs - Date.now()), undefined, { signal }).catch(() => undefined);
      if (signal.aborted) break;
      if (Date.now() >= changeAtMs) {
        changeAtMs += listChangeEveryMs;
        await this.#parts.people.change();
      }
      const sample = await this.#sample((Date.now() - beginMs) / 1_000);
      samples.push(sample);
      onSample(sample);
    }
    await this.#parts.server.halt();
    await this.#hear();
    await this.#rest();
    return samples;
  }

  /** Until all alerts have come, or none comes any more. */
  async #rest(): Promise<void> {
    let lastMs = Date.now();
    let waiting = this.#latency.waiting;
    while (waiting > 0 && Date.now() - lastMs < PATIENCE_MS) {
      await sleep(REST_POLL_MS);
      await this.#hear();
      if (this.#latency.waiting < waiting) lastMs = Date.now();
      waiting = this.#latency.waiting;
    }
  }

  figures(all: readonly SoakSample[], queue: string): SoakFigures {
    const samples = withoutWarmUp(all);
    const last = all.at(-1);
    const { transfersPerS, chains } = this.#options;
    return {
      ...{ hours: (last?.atS ?? 0) / 3600, transfersPerS, chains, queue },
      payments: this.#payments,
      reorgs: this.#reorgs,
      listChanges: this.#parts.people.changes,
      alerts: last?.alerts ?? 0,
      webhooks: this.#parts.exchange.webhooks(),
      missing: this.#latency.waiting,
      loadMean: samples.reduce((sum, { load }) => sum + load, 0) / samples.length,
      trends: trendsOf(samples),
      samples,
    };
  }

  async #sample(atS: number): Promise<SoakSample> {
    const latency = await this.#hear();
    const { client, processes, cluster, people, countJobs } = this.#parts;
    const database = await readDatabaseSample(client);
    return {
      atS,
      ...database,
      payments: this.#payments,
      reorgs: this.#reorgs,
      listChanges: people.changes,
      memoryMb: processes.memoryMb(cluster.serverPid),
      jobs: await countJobs(),
      ...(latency && { latencyP50Ms: latency.p50Ms, latencyP99Ms: latency.p99Ms }),
      load: loadavg()[0] ?? Number.NaN,
    };
  }

  async #hear() {
    const news = await this.#parts.server.takeNews();
    this.#payments += news.payments;
    this.#reorgs += news.reorgs;
    const offset = Date.now() - performance.now();
    const committedAtMs = (hash: Hash) => {
      const at = this.#parts.evidence.committedAtMs.get(hash);
      return at === undefined ? undefined : at + offset;
    };
    return this.#latency.note(news, committedAtMs);
  }
}
