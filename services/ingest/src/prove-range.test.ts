import type { ChainSource } from "@redflag/chain/source";
import { demo } from "@redflag/domain/chains/demo";
import type { Block } from "@redflag/domain/transfer";
import { createLogger } from "@redflag/runtime/logger";
import { findCoverageOf } from "@redflag/store/coverage-read";
import { listDisagreements } from "@redflag/store/disagreement";
import { listBlocks } from "@redflag/store/ledger-read";
import { writeRange } from "@redflag/store/ledger-write";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { proveRange } from "./prove-range.ts";

const db = await openTestDatabase();
const logger = createLogger({ service: "test", level: "silent" });
const hash = (number: number): `0x${string}` => `0x${number.toString(16).padStart(64, "0")}`;
const blocks = [7, 8, 9].map(
  (number): Block => ({ number, hash: hash(number), parentHash: hash(number - 1), time: 1_700_000_000 + number }),
);
const none = { transfers: [], issuerEvents: [], bridgeEvents: [], refusedLogs: [] };

test("a false time that was stored when headers were not recomputed is put right by the proof", async () => {
  const told = blocks.map((block) => (block.number === 8 ? { ...block, time: 1 } : block));
  await writeRange(db, demo, { ...none, blocks: told, level: "bloom", endpoint: "a.example" });
  const proveBlock: ChainSource["proveBlock"] = async ({ number }) => {
    const block = blocks.find((each) => each.number === number) as Block;
    return { block, logs: [], level: "proven", endpoint: "b.example" };
  };
  const distrusted: string[] = [];
  const distrust = (endpoint: string) => distrusted.push(endpoint);
  const source = { chain: demo, proveBlock, distrust } as unknown as ChainSource;
  const deps = { db, chain: demo, source, policy: "proof" as const, logger, sampleSecret: "test" };
  expect(await proveRange(deps, 7, 9)).toBe(3);
  expect(await listBlocks(db.kysely, demo.id, 7, 9)).toEqual(blocks);
  expect(await findCoverageOf(db.kysely, demo.id, 8)).toMatchObject({ level: "proven" });
  expect(await listDisagreements(db.kysely, demo.id, 9)).toMatchObject([
    { endpoint: "a.example", blockNumber: 8, kind: "ledger_contradicts_proof" },
  ]);
  expect(distrusted).toEqual(["a.example"]);
});
