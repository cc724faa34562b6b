import { buildFakeChain } from "@redflag/chain/testing/fake-chain";
import type { RawBlock } from "@redflag/chain/testing/real-block";
import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import { demo } from "@redflag/domain/chains/demo";
import { DEMO_USDC } from "@redflag/domain/log.samples";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestDatabase } from "../test-database.ts";
import { type Endpoint, openHonest, openLiar } from "./endpoint.ts";
import { createFollower, transfersOf } from "./follower.ts";
import { LIES, type Lie, ORPHANED } from "./lie.ts";

const db = await openTestDatabase();
/** A block of 30 transactions with four logs each, of which two are transfers, among quiet ones. */
const LIED_OF = 6;
const HEADS = [4, LIED_OF - 1, LIED_OF, 10, 10, 10];
const LAST = 10;
let truth: RawBlock[];
let chain: Chain = { ...demo, finality: { kind: "depth", blocks: 2, why: "test" } };
beforeAll(async () => {
  const transactionCount = (number: number) => (number === LIED_OF ? 30 : number % 3);
  truth = await buildFakeChain(LAST + 1, undefined, { token: DEMO_USDC, transactionCount, logCount: 4 });
});
beforeEach(() => {
  chain = { ...chain, id: chain.id + 1 };
});

const liar = (lie: Lie, where: "logs" | "logs and receipts") =>
  openLiar(truth, chain.id, lie, (number) => number === LIED_OF, where);
const honest = (...names: string[]) => names.map((name) => openHonest(name, truth, chain.id));

/** Follows the chain through the lie and until it is deep, and tells how it ended. */
async function end(policy: VerifyPolicy, endpoints: readonly Endpoint[]) {
  const follower = createFollower(db, chain, policy, endpoints, truth);
  for (const head of HEADS) await follower.follow(head);
  const { startBlock, headPosition, finalPosition, stopped } = await follower.getLane();
  expect(stopped).toBeUndefined();
  const held = await follower.listHeld(startBlock, LAST);
  const isTrue = JSON.stringify(held, toText) === JSON.stringify(transfersOf(truth, chain, startBlock, LAST), toText);
  const isLieFinal = finalPosition >= LIED_OF;
  return { isTrue, headPosition, isLieFinal, accused: await follower.listAccused() };
}

const toText = (_: string, value: unknown) => (typeof value === "bigint" ? `${value}` : value);
const CAUGHT = { isTrue: true, headPosition: LAST, isLieFinal: true, accused: ["liar"] };

describe.each(Object.entries<Lie>(LIES))(
  "at the head, %s by the endpoint that serves header and receipts",
  (_, lie) => {
    test("under proof, it alone, its receipts true: caught by its own receipts, mended, then final", async () => {
      expect(await end("proof", [liar(lie, "logs")])).toEqual(CAUGHT);
    });

    test("under proof, it alone, alike in its receipts: the root gives it away, and nothing of the block is final", async () => {
      const ended = await end("proof", [liar(lie, "logs and receipts")]);
      expect(ended).toEqual({ isTrue: false, headPosition: LAST, isLieFinal: false, accused: ["liar"] });
    });

    test.each(["logs", "logs and receipts"] as const)("under proof, beside an honest one, in its %s", async (where) => {
      expect(await end("proof", [liar(lie, where), ...honest("honest")])).toEqual(CAUGHT);
    });

    test("under peers, before two honest ones", async () => {
      expect(await end("peers", [liar(lie, "logs and receipts"), ...honest("one", "two")])).toEqual(CAUGHT);
    });
  },
);

describe("at the head, a log of an orphaned block under that block's hash", () => {
  test("told by one alone: nothing of the block is stored, nobody is accused, and the lane waits", async () => {
    const { headPosition, isLieFinal, accused } = await end("proof", [liar(ORPHANED, "logs")]);
    expect([headPosition, isLieFinal, accused]).toEqual([LIED_OF - 1, false, []]);
  });

  test.each<[VerifyPolicy, string[]]>([
    ["proof", ["honest"]],
    ["peers", ["one", "two"]],
  ])("told beside honest ones under %s: theirs is taken", async (policy, names) => {
    const ended = await end(policy, [liar(ORPHANED, "logs"), ...honest(...names)]);
    expect(ended).toEqual({ ...CAUGHT, accused: [] });
  });
});
