import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { seedKey } from "@redflag/api/testing/seed-callers";
import { importShippedLists } from "@redflag/cli/shipped-lists";
import { loadConfig } from "@redflag/runtime/config";
import { openInstallationKey } from "@redflag/runtime/installation-key";
import { sealSecret } from "@redflag/runtime/sealed-secret";
import { newWebhookSecret } from "@redflag/runtime/webhook-secret";
import { type Database, openDatabase } from "@redflag/store/database";
import { migrate } from "@redflag/store/migrate";
import { SampleWebhooks } from "@redflag/store/webhook.samples";
import { findFreePort } from "../free-port.ts";
import { ApiCallers } from "../kill/api-callers.ts";
import { type Growth, growWhile } from "../kill/growth.ts";
import type { ProcessName } from "../kill/pipeline-process.ts";
import { isAtRest, prepare } from "../kill/undisturbed.ts";
import { KillWorld } from "../kill/world.ts";
import { forwardPort, type PortForward } from "./port-forward.ts";
import { PostgresMachine } from "./postgres-machine.ts";
import { PublishedList } from "./published-list.ts";
import { hasRedis, RedisMachine } from "./redis-machine.ts";
import { SmallDisk } from "./small-disk.ts";
import { WebhookSink } from "./webhook-sink.ts";
import { Worker, type WorkerRole } from "./worker.ts";
import { WorkerNetwork } from "./worker-network.ts";
import { readTruth, type Truth } from "./world-truth.ts";

const MIGRATIONS = join(import.meta.dirname, "../../migrations");
const REST_MS_MAX = 180_000;
/** The depth of the demo's chain, and one. */
const SETTLING_BLOCKS = 13;
const CALLERS = 2;

export interface Place {
  /** The database lies on a file system that can be filled. */
  smallDisk?: true;
  /** Workers live in a network of their own. */
  network?: true;
  /** Everything runs in one process, which brings the lists that come with Redflag. */
  oneProcess?: true;
}

export interface Load {
  /** Ordinary ones, in a block. */
  payments: number;
  /** Between two blocks, and between an answer of the API and its caller's next question. */
  pauseMs: number;
}

const STEADY: Load = { payments: 20, pauseMs: 400 };

interface WorldParts
  extends Pick<FaultWorld, "chain" | "postgres" | "redis" | "disk" | "network" | "db" | "callers" | "list"> {
  place: Place;
  load: Load;
  sink: WebhookSink;
  env: Readonly<Record<string, string>>;
  closers: Array<() => Promise<unknown>>;
}

/** The whole product as processes of their own, on servers of this world's own, under a steady load. */
export class FaultWorld {
  readonly chain: KillWorld;
  readonly postgres: PostgresMachine;
  /** Absent where the machine has none: then the queue is in PostgreSQL. */
  readonly redis: RedisMachine | undefined;
  readonly disk: SmallDisk | undefined;
  readonly network: WorkerNetwork | undefined;
  /** Who does the work of each role; the same one for all, where everything runs in one process. */
  readonly workers: Readonly<Record<WorkerRole, Worker>>;
  /** These, and those that came later. */
  readonly everyone: Worker[] = [];
  /** As the owner, from this machine: never cut off. */
  readonly db: Database;
  /** Who ask the API all the while. */
  readonly callers: ApiCallers;
  /** Which the refresh process fetches all the while. */
  readonly list: PublishedList;
  growth: Growth;
  readonly #place: Place;
  readonly #load: Load;
  readonly #sink: WebhookSink;
  readonly #env: Readonly<Record<string, string>>;
  readonly #closers: Array<() => Promise<unknown>>;

  private constructor(parts: WorldParts) {
    this.chain = parts.chain;
    this.postgres = parts.postgres;
    this.redis = parts.redis;
    this.disk = parts.disk;
    this.network = parts.network;
    this.db = parts.db;
    this.callers = parts.callers;
    this.list = parts.list;
    this.#place = parts.place;
    this.#load = parts.load;
    this.#sink = parts.sink;
    this.#env = parts.env;
    this.#closers = parts.closers;
    const one = parts.place.oneProcess ? this.addWorker("start") : undefined;
    this.workers = {
      ingest: one ?? this.addWorker("ingest"),
      screen: one ?? this.addWorker("screen"),
      notify: one ?? this.addWorker("notify"),
      api: one ?? this.addWorker("api"),
      refresh: one ?? this.addWorker("refresh"),
    };
    this.growth = growWhile(this.chain, this.#load.pauseMs);
  }

  static async open(place: Place = {}, load: Load = STEADY): Promise<FaultWorld> {
    const closers: Array<() => Promise<unknown>> = [];
    try {
      const world = new FaultWorld(await openParts(place, load, closers));
      await Promise.all(Object.values(world.workers).map(({ ready }) => ready));
      world.callers.start();
      world.list.start();
      return world;
    } catch (error) {
      await closeAll(closers);
      throw error;
    }
  }

  /** One more of a role, in the workers' network unless told otherwise. */
  addWorker(role: ProcessName, { outside = false } = {}): Worker {
    const network = outside ? undefined : this.network;
    const env = { ...this.#env, ...(network !== undefined && { REDFLAG_API_HOST: network.workersHost }) };
    const worker = new Worker(role, env, network?.under);
    this.everyone.push(worker);
    this.#closers.push(() => worker.kill());
    return worker;
  }

  /** Halts the load, lets everything come to rest, and compares all that has been since the world began. */
  async settle(): Promise<Truth> {
    await this.growth.stop();
    this.growth.check();
    const answered = this.callers.stop();
    await this.list.stop();
    const head = await this.chain.net.mine(SETTLING_BLOCKS);
    const deadline = Date.now() + REST_MS_MAX;
    while (!(await this.#isAllDone(head.number))) {
      if (Date.now() > deadline) throw new Error(`no rest after ${REST_MS_MAX / 1000} s:\n${this.#lastWords()}`);
      await sleep(200);
    }
    await answered;
    const undisturbedDb = await openEmpty(this.postgres, "undisturbed", this.#place);
    try {
      return await readTruth({
        world: this.chain,
        db: this.db,
        undisturbedDb,
        sink: this.#sink,
        callers: this.callers,
        list: this.list,
      });
    } finally {
      await undisturbedDb.close();
      await this.db.pool.query("drop database undisturbed with (force)");
      this.growth = growWhile(this.chain, this.#load.pauseMs);
      this.callers.start();
      this.list.start();
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.growth.stop(), this.callers.giveUp(), this.list.stop()]);
    await closeAll(this.#closers);
  }

  async #isAllDone(head: number): Promise<boolean> {
    if (this.callers.waitingCount > 0 || !(await this.list.isHeld())) return false;
    return (await isAtRest(this.db, head)) && (await this.#isAllDelivered());
  }

  async #isAllDelivered(): Promise<boolean> {
    // A delivery that failed would wait for minutes by its schedule.
    await this.db.pool.query("update delivery set next_at = now() where state = 'waiting' and next_at > now()");
    const { rows } = await this.db.pool.query(
      `select from told_pending union all
       select from released_event left join delivery using (event_id)
       where delivery.state is distinct from 'delivered' limit 1`,
    );
    return rows.length === 0;
  }

  #lastWords(): string {
    return this.everyone.map((worker) => `${worker.role}: ${worker.log.slice(-2_000)}`).join("\n");
  }
}

async function openParts(place: Place, load: Load, closers: WorldParts["closers"]): Promise<WorldParts> {
  const dataDir = await mkdtemp(join(tmpdir(), "redflag-faults-"));
  closers.push(() => rm(dataDir, { recursive: true, force: true }));
  const network = place.network ? WorkerNetwork.open() : undefined;
  if (network !== undefined) closers.push(async () => network.close());
  const disk = place.smallDisk ? await SmallDisk.mount() : undefined;
  if (disk !== undefined) closers.push(() => disk.unmount());
  const databaseHost = network?.hostOf("database");
  const postgres = await PostgresMachine.open({
    ...(disk !== undefined && { dataParent: disk.directory }),
    ...(databaseHost !== undefined && { host: databaseHost }),
  });
  closers.push(() => postgres.close());
  const queueHost = network?.hostOf("queue");
  const redis = hasRedis() ? await RedisMachine.open(queueHost) : undefined;
  if (redis !== undefined) closers.push(() => redis.kill());
  const chain = await KillWorld.open(load.payments);
  closers.push(() => chain.close());
  const node: PortForward | undefined =
    network && (await forwardPort(network.hostOf("node"), Number(new URL(chain.anvil.url).port)));
  if (node !== undefined) closers.push(() => node.close());
  const sink = await WebhookSink.open(network?.hostOf("receiver") ?? "127.0.0.1");
  closers.push(() => sink.close());

  const db = await openEmpty(postgres, "redflag", place);
  closers.push(() => db.close());
  await prepare(db, chain);
  const key = await openInstallationKey(join(dataDir, "installation.key"));
  const exchange = await SampleWebhooks.open(db);
  const secret = newWebhookSecret();
  await exchange.subscribe({ url: `${sink.url}/all`, seal: (id) => sealSecret(key, id, secret) });

  const apiPort = await findFreePort();
  const apiHosts = [...(network === undefined ? [] : [network.workersHost]), "127.0.0.1"];
  const callers = new ApiCallers({
    urls: apiHosts.map((host) => `http://${host}:${apiPort}`),
    key: (await seedKey(db, "analyst")).secret,
    count: CALLERS,
    pauseMs: load.pauseMs,
  });

  const list = await PublishedList.open(db, network?.hostOf("receiver"));
  closers.push(async () => list.close());

  const env = {
    REDFLAG_DATABASE_URL: postgres.urlFor(databaseHost ?? "127.0.0.1", "redflag"),
    REDFLAG_RPC_DEMO: node === undefined ? chain.anvil.url : `http://${network?.hostOf("node")}:${node.port}`,
    REDFLAG_DATA_DIR: dataDir,
    REDFLAG_OUTBOUND_PRIVATE_HOSTS: list.host,
    REDFLAG_API_PORT: `${apiPort}`,
    REDFLAG_WEBHOOK_PRIVATE_HOSTS: new URL(sink.url).host,
    ...(redis !== undefined && { REDFLAG_REDIS_URL: `redis://${queueHost ?? "127.0.0.1"}:${redis.port}` }),
  };
  return { chain, postgres, redis, disk, network, db, callers, list, place, load, sink, env, closers };
}

/** No chain and no alert in it yet. */
async function openEmpty(postgres: PostgresMachine, name: string, { oneProcess }: Place): Promise<Database> {
  const maintenance = await openDatabase({
    url: postgres.urlFor("127.0.0.1", "postgres"),
    applicationName: "faults",
    poolMax: 1,
  });
  await maintenance.pool.query(`create database ${name}`);
  await maintenance.close();
  const db = await openDatabase({ url: postgres.urlFor("127.0.0.1", name), applicationName: "faults", poolMax: 4 });
  await migrate(db, MIGRATIONS);
  // Both that are compared know the same lists from the beginning.
  if (oneProcess) await importShippedLists(db, loadConfig({ REDFLAG_RPC_DEMO: "http://127.0.0.1" }));
  return db;
}

/** What was opened last first; what cannot be closed keeps nothing else open. */
async function closeAll(closers: Array<() => Promise<unknown>>): Promise<void> {
  const failures: unknown[] = [];
  for (let close = closers.pop(); close !== undefined; close = closers.pop()) {
    await close().catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, "the world could not be closed");
}
