import { buildFakeChain } from "@redflag/chain/testing/fake-chain";
import type { RawBlock } from "@redflag/chain/testing/real-block";
import { demo } from "@redflag/domain/chains/demo";
import type { Hash } from "@redflag/domain/hex";
import { DEMO_USDC } from "@redflag/domain/log.samples";
import { isSampled } from "@redflag/ingest/block-sample";
import { ingestRange } from "@redflag/ingest/ingest-range";
import { findCoverageOf } from "@redflag/store/coverage-read";
import { beforeAll, expect, test } from "vitest";
import { openTestDatabase } from "../test-database.ts";
import { openLiar } from "./endpoint.ts";
import { createFollower, transfersOf } from "./follower.ts";
import { LIES } from "./lie.ts";

const db = await openTestDatabase();
const FROM = 1;
const TO = 1_000;
/** Whose logs are left out: one in forty-one, so that a sample may miss them all or not. */
const isLiedOf = (number: number) => number % 41 === 20;
let truth: RawBlock[];
beforeAll(async () => {
  truth = await buildFakeChain(TO + 1, undefined, { token: DEMO_USDC, transactionCount: () => 1, logCount: 2 });
});

/** The first secret under which the sample looks at some block that was lied of, or at none. */
function findSecret(isCaught: boolean): string {
  const lied = truth.filter((_, number) => isLiedOf(number)).map(({ block }) => block.hash as Hash);
  for (let seed = 0; ; seed++) {
    const secret = `seed ${seed}`;
    if (lied.some((hash) => isSampled(hash, secret)) === isCaught) return secret;
  }
}

test.each([
  ["once caught in one block, it is proven in all the others, and all are mended", true],
  ["what the sample does not look at stays as it was told, as its figure says", false],
])("a liar that leaves the logs of 24 blocks in 1,000 out of a backfill: %s", async (_, isCaught) => {
  const chain = { ...demo, id: isCaught ? 999_001 : 999_002 };
  const liar = openLiar(truth, chain.id, LIES["a whole block's logs left out"], isLiedOf, "logs");
  const follower = createFollower(db, chain, "proof", [liar], truth);
  await ingestRange({ ...follower.deps, sampleSecret: findSecret(isCaught) }, { from: FROM, to: TO }, () => {});
  const told = truth.filter((_block, number) => isCaught || !isLiedOf(number));
  expect(await follower.listHeld(FROM, TO)).toEqual(transfersOf(told, chain, FROM, told.length));
  expect(await follower.listAccused()).toEqual(isCaught ? ["liar"] : []);
  for (let number = FROM; number <= TO; number += 50) {
    const row = await findCoverageOf(db.kysely, chain.id, number);
    expect(row?.level).toBe("self_consistent");
    const isWhole = row?.provenBlockCount === (row?.toBlock ?? 0) - (row?.fromBlock ?? 0) + 1;
    expect(isWhole).toBe(isCaught);
  }
});
