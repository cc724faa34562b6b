import { buildFakeTronChain, readTronTransfers } from "@redflag/chain/testing/fake-tron-chain";
import { createFakeTronNode } from "@redflag/chain/testing/fake-tron-node";
import { serveTron } from "@redflag/chain/testing/serve-tron";
import { formatAddress } from "@redflag/domain/address";
import { tron } from "@redflag/domain/chains/tron";
import { observeHead } from "@redflag/ingest/observe-head";
import { openChain } from "@redflag/ingest/open-chain";
import { planReads } from "@redflag/ingest/plan-reads";
import { readRange } from "@redflag/ingest/read-range";
import { createLogger } from "@redflag/runtime/logger";
import { InputCache } from "@redflag/screen/input-cache";
import { screenLane } from "@redflag/screen/screen-lane";
import { findCoverageOf } from "@redflag/store/coverage-read";
import { findLane, insertLane } from "@redflag/store/lane";
import { listTransfers } from "@redflag/store/transfer-read";
import { afterAll, expect, test } from "vitest";
import { openTestDatabase } from "../test-database.ts";

const REAL = 56_805_000;
const db = await openTestDatabase();
const logger = createLogger({ service: "test", level: "error" });
const blocks = buildFakeTronChain(12);
const servers = [await serveTron(createFakeTronNode(blocks)), await serveTron(createFakeTronNode(blocks))];
const deps = openChain(tron, { endpoints: servers.map(({ url }) => url) }, { db, logger });
afterAll(async () => {
  await deps.source.close();
  for (const server of servers) server.close();
});

test("real payments on TRON go from two nodes over HTTP into the ledger, final on both nodes' word", async () => {
  await insertLane(db.kysely, tron.id, REAL - 7);
  await observeHead(deps);
  for (const { from, to } of await planReads(db, tron)) await readRange(deps, from, to);

  const stored = await listTransfers(db.kysely, tron.id, REAL, REAL);
  const shown = stored.map(({ txHash, token, sender, recipient, amount, logIndex }) => ({
    transaction: txHash,
    logIndex,
    token: formatAddress(token, "tron"),
    sender: formatAddress(sender, "tron"),
    recipient: formatAddress(recipient, "tron"),
    amount: String(amount),
  }));
  expect(shown).toEqual(
    readTronTransfers().map(({ log, token, sender, recipient, amount }) => ({
      transaction: log.transactionHash,
      logIndex: Number(log.logIndex),
      token,
      sender,
      recipient,
      amount,
    })),
  );
  expect(await findCoverageOf(db.kysely, tron.id, REAL)).toMatchObject({ level: "peers", provenBlockCount: 0 });

  await observeHead(deps);
  await screenLane({ db, inputs: new InputCache(), policyOf: () => deps.policy }, tron);
  expect((await findLane(db.kysely, tron.id))?.finalPosition).toBe(REAL + 2);
});
