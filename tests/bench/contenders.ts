import assert from "node:assert/strict";
import { join } from "node:path";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { openDatabase } from "@redflag/store/database";
import { ensurePartitions } from "@redflag/store/partition";
import { type DrawnChain, FILES } from "./chain/manifest.ts";
import { fillList } from "./lookback/million-list.ts";
import { type ProcessRun, runProcess, type Usage } from "./run-process.ts";

const FLOOR = import.meta.resolve("./floor/main.ts");
const INGEST = import.meta.resolve("./product/ingest.ts");
const LOAD = import.meta.resolve("./product/load.ts");
const REDFLAG = import.meta.resolve("../../services/cli/src/main.ts");

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
}

export interface Contender {
  name: string;
  /** Whether it also screens: then alerts and profiles are in the database. */
  screens: boolean;
  /** Not measured. */
  prepare(arena: Arena): Promise<void>;
  run(arena: Arena): Promise<Usage>;
}

export const CONTENDERS: readonly Contender[] = [
  {
    name: "floor",
    screens: false,
    async prepare(arena) {
      const db = await openDatabase({ url: arena.databaseUrl, applicationName: "redflag bench", poolMax: 1 });
      const { firstBlock, lastBlock } = arena.manifest;
      await ensurePartitions(db, ethereum, firstBlock, lastBlock).finally(() => db.close());
    },
    run: (arena) => runOnChain(FLOOR, arena),
  },
  {
    name: "ingest",
    screens: false,
    prepare: async () => {},
    run: (arena) => runOnChain(INGEST, arena),
  },
  {
    name: "load, indexes kept",
    screens: false,
    prepare: async () => {},
    run: (arena) => runOnChain(LOAD, arena, "kept"),
  },
  {
    name: "load, indexes after",
    screens: false,
    prepare: async () => {},
    run: (arena) => runOnChain(LOAD, arena, "after"),
  },
  {
    name: "ingest + screen",
    screens: true,
    async prepare(arena) {
      await importList(arena, FILES.list, "bench", "terrorist_financing");
      if (arena.manifest.services.length > 0) await importList(arena, FILES.services, "bench-services", "exchange");
      const db = await openDatabase({ url: arena.databaseUrl, applicationName: "redflag bench", poolMax: 1 });
      await fillList(db, arena.listed).finally(() => db.close());
    },
    async run(arena) {
      const { firstBlock, lastBlock, transferCount } = arena.manifest;
      const range = ["--from", `${firstBlock}`, "--to", `${lastBlock}`];
      const { stdout, usage } = await redflag(arena, ["ingest", "--chain", ethereum.name, ...range, "--json"]);
      const [summary, ...more] = stdout.trim().split("\n");
      const { transfers } = JSON.parse(summary ?? "") as { transfers: number };
      assert.deepEqual([transfers, more], [transferCount, []], "redflag ingest read and screened everything");
      return usage;
    },
  },
];

/** Brings the tables into an empty database. */
export async function migrate(arena: Place): Promise<void> {
  await redflag(arena, ["migrate"]);
}

async function importList(arena: Arena, file: string, list: string, category: string): Promise<void> {
  const options = ["--list", list, "--title", "Bench", "--authority", "Bench", "--category", category];
  await redflag(arena, ["watchlist", "import", join(arena.chainDirectory, file), ...options]);
}

async function runOnChain(program: string, arena: Arena, ...more: readonly string[]): Promise<Usage> {
  const env = { BENCH_DATABASE_URL: arena.databaseUrl };
  return (await runProcess(program, [arena.endpoint, arena.chainDirectory, ...more], env, usageFileOf(arena))).usage;
}

/** Runs a command on the arena's database and chain, whose logs are taken as its blooms show them. */
export function redflag(arena: Place, args: readonly string[]): Promise<ProcessRun> {
  const env = {
    REDFLAG_DATABASE_URL: arena.databaseUrl,
    REDFLAG_DATA_DIR: arena.workDirectory,
    REDFLAG_RPC_ETHEREUM: arena.endpoint,
    REDFLAG_VERIFY_ETHEREUM: "bloom",
  };
  return runProcess(REDFLAG, args, env, usageFileOf(arena));
}

function usageFileOf({ workDirectory }: Place): string {
  return join(workDirectory, "usage.json");
}
