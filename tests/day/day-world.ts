import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startAnvil } from "@redflag/chain/devnet/anvil";
import { openDevnet } from "@redflag/chain/devnet/devnet";
import { formatAddress } from "@redflag/domain/address";
import { demo } from "@redflag/domain/chains/demo";
import type { AddressEntry } from "@redflag/domain/entry";
import type { Database } from "@redflag/store/database";
import { afterAll } from "vitest";
import { openApi } from "../../services/cli/src/testing/open-api.ts";
import { runCli } from "../../services/cli/src/testing/run-cli.ts";
import type { CliRun } from "../../services/cli/src/testing/run-cli-process.ts";
import { CONTRACT_CACHE } from "../contract-cache.ts";
import { openListedDatabase, runPipelineOn } from "../pipeline/running-pipeline.ts";

const UNIT = 1_000_000n;
const FUNDER = 0;
/** As long as the rules look back that are to speak. */
const PAST_S = 2 * 86_400;

/** More than the chain's depth. */
const FINAL_BLOCKS = 20;

export interface DayWorld {
  /** As the API's process has it, and others beside it may. */
  env: Readonly<{ REDFLAG_DATABASE_URL: string; REDFLAG_DATA_DIR: string }>;
  /** Where the API listens. */
  baseUrl: string;
  db: Database;
  /** Of one of the chain's own accounts, as the API writes it. */
  addressOf(account: number): string;
  /** Whole USDT, a block each and a minute apart. */
  pay(from: number, to: number, amounts: readonly number[]): Promise<string[]>;
  /** So many blocks that everything before them is final. */
  settle(): Promise<void>;
  /** `redflag` on this database, as whoever has a shell on the host runs it. */
  run(args: readonly string[], input?: string): Promise<CliRun>;
}

export interface DayOptions {
  /** Where the console's files are; absent: the API serves none. */
  consoleDir?: string;
  /** What else the list says of the listed account. */
  listing?: Partial<AddressEntry>;
  /** Receivers of a test's own. */
  webhookHosts?: readonly string[];
}

/**
 * A real node and a real database, both services each with its own login, and the API as it starts. One account is listed, on a
 * list that everybody may know.
 */
export async function openDayWorld(
  listed: number,
  payers: readonly number[],
  { consoleDir, listing, webhookHosts = [] }: DayOptions = {},
): Promise<DayWorld> {
  const chainDirectory = await mkdtemp(join(tmpdir(), "redflag-day-"));
  afterAll(() => rm(chainDirectory, { recursive: true, force: true }));
  const anvil = await startAnvil({ logFile: join(chainDirectory, "anvil.log") });
  afterAll(() => anvil.stop());
  const net = openDevnet({ url: anvil.url, cacheDir: CONTRACT_CACHE });
  afterAll(() => net.close());
  await net.deploy();
  await net.issue("usdt", UNIT * 10_000_000n);
  await net.mine(1, { afterParentS: 1 });
  await net.transferMany(payers.map((to) => ({ token: "usdt", from: FUNDER, to, amount: UNIT * 20_000n })));
  const funded = await net.mine(1, { afterParentS: 1 });

  const { env, db, api } = await openApi({ ...(consoleDir !== undefined && { consoleDir }), webhookHosts });
  const databaseUrl = env.REDFLAG_DATABASE_URL;
  const owner = await openListedDatabase(demo, databaseUrl, funded.number + 1, [
    {
      address: net.account(listed),
      family: "eip155",
      category: "sanctions",
      severity: "HIGH",
      confidence: 100,
      authority: "Test (fictional)",
      sharing: "TLP:CLEAR",
      ...listing,
    },
  ]);
  await owner.close();
  const pipeline = await runPipelineOn(demo, databaseUrl, [anvil.url]);
  afterAll(() => pipeline.stop());
  await net.mine(1, { afterParentS: 1 });
  await net.mine(1, { afterParentS: PAST_S });

  return {
    env,
    baseUrl: `http://127.0.0.1:${api.port}`,
    db,
    addressOf: (account) => formatAddress(net.account(account), demo.family),
    async pay(from, to, amounts) {
      const hashes: string[] = [];
      for (const amount of amounts) {
        hashes.push(await net.transfer({ token: "usdt", from, to, amount: BigInt(amount) * UNIT }));
        await net.mine(1, { afterParentS: 60 });
      }
      return hashes;
    },
    async settle() {
      await net.mine(FINAL_BLOCKS, { afterParentS: 1 });
    },
    run: (args, input) => runCli(args, { env, ...(input !== undefined && { input }) }),
  };
}
