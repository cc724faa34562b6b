import { join } from "node:path";
import { type Anvil, startAnvil } from "@redflag/chain/devnet/anvil";
import { compileContracts } from "@redflag/chain/devnet/compile-contracts";
import { type Devnet, openDevnet } from "@redflag/chain/devnet/devnet";
import { demo } from "@redflag/domain/chains/demo";
import type { FollowedChain } from "@redflag/ingest/ingest-deps";
import { openChain } from "@redflag/ingest/open-chain";
import { openEmbeddedPostgres } from "@redflag/runtime/embedded-postgres";
import type { Logger } from "@redflag/runtime/logger";
import { QUEUE_SCHEMA } from "@redflag/runtime/queue-schema";
import { openQueues, type Queues } from "@redflag/runtime/queues";
import { rememberProcess, stopRemembered } from "@redflag/runtime/remembered-process";
import { type Database, openDatabase } from "@redflag/store/database";
import { insertLane } from "@redflag/store/lane";
import { migrate } from "@redflag/store/migrate";
import { importRates } from "@redflag/store/rate-import";
import { MIGRATIONS_DIR, WATCHLISTS_DIR } from "../project-paths.ts";
import { openServiceDatabases, type ServiceDatabases } from "../service-databases.ts";
import { importShippedBorders } from "../shipped-borders.ts";
import { importListFolder } from "../shipped-lists.ts";
import { claimDemoServer } from "./demo-database.ts";
import { listDemoRates } from "./demo-rates.ts";
import { prepareWorld } from "./drive.ts";

/** A chain and a database that nobody else uses, ready to play. */
export interface OpenedDemo {
  db: Database;
  services: ServiceDatabases;
  queues: Queues;
  devnet: Devnet;
  /** Its source is closed by whoever ingests. */
  ingest: FollowedChain;
}

const NODE = "anvil";

/** Closes what was opened, the last first, whatever fails on the way. */
class CloseStack {
  readonly #closers: Array<() => Promise<unknown>> = [];

  add(close: () => Promise<unknown>): void {
    this.#closers.push(close);
  }

  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (let close = this.#closers.pop(); close !== undefined; close = this.#closers.pop()) {
      await close().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}

/**
 * Starts PostgreSQL and a local chain in the demo's own directory, with a new database and a new chain, runs, and stops
 * both. What `kill -9` of an earlier demo left is adopted or stopped first.
 * @throws Problem `demo_running`, `embedded_database_failed`, `node_failed`
 */
export async function withDemo<T>(
  { dataDir, logger }: { dataDir: string; logger: Logger },
  run: (opened: OpenedDemo) => Promise<T>,
): Promise<T> {
  const stack = new CloseStack();
  try {
    const cacheDir = join(dataDir, "contracts");
    const compiled = compileContracts(cacheDir);
    compiled.catch(() => undefined);
    const server = await openEmbeddedPostgres({ dataDir });
    stack.add(() => server.release());
    const claim = await claimDemoServer(server.url, dataDir);
    stack.add(() => claim.release());
    await compiled;
    const ready = await Promise.allSettled([
      openLedger(await claim.recreate(), { dataDir, logger }, stack),
      openWorld(dataDir, cacheDir, stack),
    ]);
    const [ledger, world] = ready;
    if (ledger.status === "rejected") throw ledger.reason;
    if (world.status === "rejected") throw world.reason;
    const { db, services, queues } = ledger.value;
    const { devnet, anvil, firstBlock } = world.value;
    await insertLane(db.kysely, demo.id, firstBlock);
    const ingest = openChain(demo, { endpoints: [anvil.url] }, { db: services.ingest, logger });
    return await run({ db, services, queues, devnet, ingest });
  } finally {
    await stack.close();
  }
}

async function openLedger(url: string, { dataDir, logger }: { dataDir: string; logger: Logger }, stack: CloseStack) {
  const db = await openDatabase({ url, applicationName: `redflag demo ${process.pid}` });
  stack.add(() => db.close());
  await migrate(db, MIGRATIONS_DIR);
  // Settled together, so that nothing is opened after the stack was closed.
  const [lists, opened] = await Promise.allSettled([
    Promise.all([
      importListFolder(db, join(WATCHLISTS_DIR, "demo"), "shipped with Redflag"),
      importShippedBorders(db),
      importRates(db, "demo", listDemoRates(Date.now()), "made up for the demo"),
    ]),
    openServices(db, url, { dataDir, logger }, stack),
  ]);
  if (lists.status === "rejected") throw lists.reason;
  if (opened.status === "rejected") throw opened.reason;
  return { db, ...opened.value };
}

async function openServices(
  db: Database,
  url: string,
  { dataDir, logger }: { dataDir: string; logger: Logger },
  stack: CloseStack,
) {
  const queue = { kind: "postgres", url, schema: QUEUE_SCHEMA } as const;
  const services = await openServiceDatabases({ db, url, queue }, { dataDir }, logger);
  stack.add(() => services.close());
  const queues = await openQueues(services.queue, logger);
  stack.add(() => queues.close());
  return { services, queues };
}

async function openWorld(dataDir: string, cacheDir: string, stack: CloseStack) {
  await stopRemembered(dataDir, NODE);
  const anvil: Anvil = await startAnvil({
    logFile: join(dataDir, "anvil.log"),
    onSpawn: (pid) => rememberProcess(dataDir, NODE, pid),
  });
  stack.add(async () => {
    await anvil.stop();
    await stopRemembered(dataDir, NODE);
  });
  const devnet = openDevnet({ url: anvil.url, cacheDir });
  stack.add(() => devnet.close());
  return { anvil, devnet, firstBlock: await prepareWorld(devnet) };
}
