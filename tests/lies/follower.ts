import { createEvmSource } from "@redflag/chain/evm-source";
import { createLogTest } from "@redflag/chain/log-filter";
import { parseLogs } from "@redflag/chain/parse-log";
import type { RawBlock } from "@redflag/chain/testing/real-block";
import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import { logFilterFor } from "@redflag/domain/log-filter";
import { Problem } from "@redflag/domain/problem";
import type { Transfer } from "@redflag/domain/transfer";
import { decodeRange } from "@redflag/ingest/decode-range";
import type { IngestDeps } from "@redflag/ingest/ingest-deps";
import { levelsSought } from "@redflag/ingest/levels-sought";
import { observeHead } from "@redflag/ingest/observe-head";
import { planReads } from "@redflag/ingest/plan-reads";
import { proveRange } from "@redflag/ingest/prove-range";
import { readRange } from "@redflag/ingest/read-range";
import { createLogger } from "@redflag/runtime/logger";
import { InputCache } from "@redflag/screen/input-cache";
import { screenLane } from "@redflag/screen/screen-lane";
import { listUnprovenCoverage } from "@redflag/store/coverage-read";
import type { Database } from "@redflag/store/database";
import { insertDisagreement, listDisagreements } from "@redflag/store/disagreement";
import { findLane, type Lane } from "@redflag/store/lane";
import { listTransfers } from "@redflag/store/transfer-read";
import { expect } from "vitest";
import type { Endpoint } from "./endpoint.ts";

export interface Follower {
  deps: IngestDeps;
  /** Moves every endpoint's head and looks once: does what a process would do of it. */
  follow(head: number): Promise<void>;
  getLane(): Promise<Lane>;
  listHeld(from: number, to: number): Promise<Transfer[]>;
  /** Who was caught, each once. */
  listAccused(): Promise<string[]>;
}

/** One process that follows a chain through these endpoints with the product's own steps, and holds what is final to the truth. */
export function createFollower(
  db: Database,
  chain: Chain,
  policy: VerifyPolicy,
  endpoints: readonly Endpoint[],
  truth: readonly RawBlock[],
): Follower {
  const records: Promise<unknown>[] = [];
  const source = createEvmSource({
    chain,
    policy,
    transports: endpoints.map(({ transport }) => transport),
    onDisagreement: (disagreement) => records.push(insertDisagreement(db.kysely, chain.id, disagreement)),
  });
  const logger = createLogger({ service: "test", level: "silent" });
  const deps = { db, chain, source, policy, logger, sampleSecret: "test" };
  const screen = { db, inputs: new InputCache(), policyOf: () => policy };
  const listHeld = (from: number, to: number) => listTransfers(db.kysely, chain.id, from, to);

  async function look(): Promise<void> {
    await tolerate(observeHead(deps));
    for (const { from, to } of await planReads(db, chain)) await tolerate(readRange(deps, from, to));
    await screenLane(screen, chain);
    const { finalPosition, headPosition } = await getLane();
    const span = { from: finalPosition + 1, to: headPosition };
    const unproven = await listUnprovenCoverage(db.kysely, chain.id, span, undefined, levelsSought(policy));
    for (const { fromBlock, toBlock } of unproven) await tolerate(proveRange(deps, fromBlock, toBlock));
    await screenLane(screen, chain);
    const lane = await getLane();
    expect(await listHeld(lane.startBlock, lane.finalPosition)).toEqual(
      transfersOf(truth, chain, lane.startBlock, lane.finalPosition),
    );
  }

  async function getLane(): Promise<Lane> {
    const lane = await findLane(db.kysely, chain.id);
    if (lane === undefined) throw new Error("the lane is opened by the first look at the head");
    return lane;
  }

  return {
    deps,
    async follow(head) {
      for (const { node } of endpoints) node.head = head;
      await look();
    },
    getLane,
    listHeld,
    async listAccused() {
      await Promise.all(records);
      const names = (await listDisagreements(db.kysely, chain.id, 1_000)).map(({ endpoint }) => endpoint);
      return [...new Set(names)];
    },
  };
}

/** What the chain says of these blocks, as the ledger would keep it. */
export function transfersOf(blocks: readonly RawBlock[], chain: Chain, from: number, to: number): readonly Transfer[] {
  const logs = blocks.slice(from, to + 1).flatMap(({ receipts }) => receipts.flatMap((receipt) => receipt.logs));
  const asked = parseLogs(logs, "truth").filter(createLogTest(logFilterFor(chain.name)));
  return decodeRange(chain, asked).transfers;
}

/** As a process does: what an endpoint failed of is tried again at the next look. */
async function tolerate(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}
