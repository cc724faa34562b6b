import type { ChainSource } from "@redflag/chain/source";
import { demo } from "@redflag/domain/chains/demo";
import { logFilterDigest, logFilterFor } from "@redflag/domain/log-filter";
import { Problem } from "@redflag/domain/problem";
import type { Block } from "@redflag/domain/transfer";
import { createLogger } from "@redflag/runtime/logger";
import { findCoverageOf, listMissingRanges } from "@redflag/store/coverage-read";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { ingestRange } from "./ingest-range.ts";

const db = await openTestDatabase();
const logger = createLogger({ service: "test", level: "silent" });

function hashOf(number: number): `0x${string}` {
  return `0x${number.toString(16).padStart(64, "0")}`;
}

function blocksOf(from: number, to: number): Block[] {
  return Array.from({ length: to - from + 1 }, (_, i) => {
    const number = from + i;
    return { number, hash: hashOf(number), parentHash: hashOf(number - 1), time: 1_000 + number };
  });
}

/** An endpoint that answers every range in order, except where `fail` has something to say. */
function depsWith(fail: (from: number, to: number, ask: number) => Problem | undefined) {
  let asks = 0;
  const getRange: ChainSource["getRange"] = async (from, to) => {
    const problem = fail(from, to, asks++);
    if (problem !== undefined) throw problem;
    return { blocks: blocksOf(from, to), logs: [], level: "bloom", endpoint: "one.example" };
  };
  const source = { chain: demo, getRange } as unknown as ChainSource;
  return { db, chain: demo, source, policy: "bloom" as const, logger, sampleSecret: "test" };
}

test("a range that is answered with logs left out is halved until it is whole", async () => {
  const deps = depsWith((from, to) =>
    from <= 120 && to >= 120 && to > from ? new Problem("answer_incomplete", "logs are missing") : undefined,
  );
  expect(await ingestRange(deps, { from: 100, to: 299 }, () => {})).toEqual({ blocks: 200, transfers: 0, refused: 0 });
  expect(await listMissingRanges(db.kysely, demo.id, 100, 299)).toEqual([]);
  const filter = logFilterDigest(logFilterFor("demo"));
  expect(await findCoverageOf(db.kysely, demo.id, 120)).toMatchObject({ filter });
});

test("what passes is asked again; what does not ends the run, and only after the others have come to rest", async () => {
  const passing = depsWith((_from, _to, ask) =>
    ask < 2 ? new Problem("endpoint_unreachable", "one.example: timeout") : undefined,
  );
  expect(await ingestRange(passing, { from: 1_000, to: 1_199 }, () => {})).toMatchObject({ blocks: 200 });

  const fatal = depsWith((from) => (from === 2_000 ? new Problem("config_invalid", "not this time") : undefined));
  await expect(ingestRange(fatal, { from: 2_000, to: 9_999 }, () => {})).rejects.toMatchObject({
    code: "config_invalid",
  });
  const before = await listMissingRanges(db.kysely, demo.id, 2_000, 9_999);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await listMissingRanges(db.kysely, demo.id, 2_000, 9_999)).toEqual(before);
  expect(before.at(-1)?.to).toBe(9_999);
});
