import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureBuilt } from "@redflag/cli/ensure-built";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { type Database, openDatabase } from "@redflag/store/database";
import { insertLane } from "@redflag/store/lane";
import { ensurePartitions } from "@redflag/store/partition";
import { BUILT } from "../built-processes.ts";
import { type DrawnChain, FILES } from "./chain/manifest.ts";
import { fillList } from "./lookback/million-list.ts";
import type { ProfileSizes } from "./profile-sizes.ts";
import { type ProcessRun, runProcess, type Usage } from "./run-process.ts";
import { PROFILE_FLOOR, SCREENING } from "./summary.ts";

const FLOOR = fileURLToPath(import.meta.resolve("./floor/main.ts"));
const FLOOR_PROFILES = fileURLToPath(import.meta.resolve("./floor/profiles/main.ts"));
/** A profile names files, and in what is built all are one. */
const REDFLAG_TO_PROFILE = fileURLToPath(import.meta.resolve("../../services/cli/src/main.ts"));
/** As what an image starts is built. */
export const PRODUCT = await ensureBuilt(
  {
    ingest: "tests/bench/product/ingest.ts",
    load: "tests/bench/product/load.ts",
    grow: "tests/bench/product/growing-ingest.ts",
  },
  {
    directory: join(import.meta.dirname, ".dist"),
    sources: ["tests/bench/product", "tests/bench/chain", "tests/bench/growth", "tests/bench/postgres-cpu.ts"],
  },
);

export interface Place {
  endpoint: string;
  /** Of its own, made by `redflag migrate`. */
  databaseUrl: string;
  /** For what processes leave behind. */
  workDirectory: string;
}

/** Where a contender works. */
export interface Arena extends Place {
  chainDirectory: string;
  manifest: DrawnChain;
  /** Entries of the long list, of which no address is on the chain, that screening has besides the chain's own. */
  listed: number;
  /** What the product stored of addresses, in the same round; undefined before it has. */
  productProfiles?: ProfileSizes;
  /** Where the screening contender leaves its processor profile, if it is to be profiled: that slows it. */
  cpuProfile?: string;
}

export interface Contender {
  name: string;
  /** What it leaves besides the ledger. */
  leaves: "ledger" | "profiles" | "profiles and alerts";
  /** Not measured. */
  prepare(arena: Arena): Promise<void>;
  run(arena: Arena): Promise<Usage>;
}

export const CONTENDERS: readonly Contender[] = [
  {
    name: "floor",
    leaves: "ledger",
    prepare: (arena) => withDatabase(arena, (db) => prepareFloor(db, arena.manifest)),
    run: (arena) => useOnChain(FLOOR, arena),
  },
  {
    name: "ingest",
    leaves: "ledger",
    prepare: async () => {},
    run: (arena) => useOnChain(PRODUCT.ingest, arena),
  },
  {
    name: "load, indexes kept",
    leaves: "ledger",
    prepare: async () => {},
    run: (arena) => useOnChain(PRODUCT.load, arena, "kept"),
  },
  {
    name: "load, indexes after",
    leaves: "ledger",
    prepare: async () => {},
    run: (arena) => useOnChain(PRODUCT.load, arena, "after"),
  },
  {
    name: SCREENING,
    leaves: "profiles and alerts",
    async prepare(arena) {
      await importList(arena, FILES.list, "bench", "terrorist_financing");
      if (arena.manifest.services.length > 0) await importList(arena, FILES.services, "bench-services", "exchange");
      await withDatabase(arena, (db) => fillList(db, arena.listed));
    },
    async run(arena) {
      const { firstBlock, lastBlock, transferCount } = arena.manifest;
      const profiled = arena.cpuProfile !== undefined && {
        program: REDFLAG_TO_PROFILE,
        env: { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${arena.cpuProfile}` },
      };
      const range = ["--from", `${firstBlock}`, "--to", `${lastBlock}`];
      const { stdout, usage } = await redflag(arena, ["ingest", "--chain", ethereum.name, ...range, "--json"], {
        ...profiled,
      });
      const [summary, ...more] = stdout.trim().split("\n");
      const { transfers } = JSON.parse(summary ?? "") as { transfers: number };
      assert.deepEqual([transfers, more], [transferCount, []], "redflag ingest read and screened everything");
      return usage;
    },
  },
  {
    name: PROFILE_FLOOR,
    leaves: "profiles",
    async prepare(arena) {
      await withDatabase(arena, async (db) => {
        await prepareFloor(db, arena.manifest);
        await insertLane(db.kysely, ethereum.id, arena.manifest.firstBlock);
      });
    },
    run(arena) {
      // Money is followed from listed addresses, which a floor knows nothing of: how much of it there is it is told.
      const { count = 1, exposure } = arena.productProfiles ?? {};
      return useOnChain(FLOOR_PROFILES, arena, `${exposure?.count ?? 0}`, `${count}`, `${exposure?.mean ?? 0}`);
    },
  },
];

async function withDatabase(arena: Arena, work: (db: Database) => Promise<void>): Promise<void> {
  const db = await openDatabase({ url: arena.databaseUrl, applicationName: "redflag bench", poolMax: 1 });
  await work(db).finally(() => db.close());
}

async function prepareFloor(db: Database, { firstBlock, lastBlock }: DrawnChain): Promise<void> {
  await ensurePartitions(db, ethereum, firstBlock, lastBlock);
}

/** Brings the tables into an empty database. */
export async function migrate(arena: Place): Promise<void> {
  await redflag(arena, ["migrate"]);
}

async function importList(arena: Arena, file: string, list: string, category: string): Promise<void> {
  const options = ["--list", list, "--title", "Bench", "--authority", "Bench", "--category", category];
  await redflag(arena, ["watchlist", "import", join(arena.chainDirectory, file), ...options]);
}

async function useOnChain(program: string, arena: Arena, ...more: readonly string[]): Promise<Usage> {
  return (await runOnChain(program, arena, ...more)).usage;
}

/** Runs a program on the arena's database and chain. */
export function runOnChain(program: string, arena: Arena, ...more: readonly string[]): Promise<ProcessRun> {
  const env = { BENCH_DATABASE_URL: arena.databaseUrl };
  return runProcess(program, [arena.endpoint, arena.chainDirectory, ...more], env, usageFileOf(arena));
}

/** Runs a command on the arena's database and chain, whose logs are taken as its blooms show them. */
export function redflag(
  arena: Place,
  args: readonly string[],
  {
    program = BUILT.redflag,
    env: more,
    onStart,
  }: { program?: string; env?: Record<string, string>; onStart?: (pid: number) => void } = {},
): Promise<ProcessRun> {
  const env = {
    ...more,
    REDFLAG_DATABASE_URL: arena.databaseUrl,
    REDFLAG_DATA_DIR: arena.workDirectory,
    REDFLAG_RPC_ETHEREUM: arena.endpoint,
    REDFLAG_VERIFY_ETHEREUM: "bloom",
  };
  return runProcess(program, args, env, usageFileOf(arena), onStart);
}

function usageFileOf({ workDirectory }: Place): string {
  return join(workDirectory, "usage.json");
}
