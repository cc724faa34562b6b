import { base } from "@redflag/domain/chains/base";
import { tron } from "@redflag/domain/chains/tron";
import { logFilterDigest, logFilterFor } from "@redflag/domain/log-filter";
import { insertDisagreement } from "@redflag/store/disagreement";
import { keepProof } from "@redflag/store/kept-proof";
import { insertLane } from "@redflag/store/lane";
import { rangeOf, trunk } from "@redflag/store/ledger.samples";
import { writeRange } from "@redflag/store/ledger-write";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../../tests/test-database.ts";
import { checkLanes } from "./check-lanes.ts";

const db = await openTestDatabase();
const findAnswers = async () => (await checkLanes(db.kysely)).find(({ name }) => name === "answers tron");
const insert = (endpoint: string, kind: string, blockNumber: number) =>
  insertDisagreement(db.kysely, tron.id, { endpoint, kind, blockNumber, detail: {} });

test("answers that were contradicted are counted by endpoint and kind; who was wrong is said only where it is known", async () => {
  await insertLane(db.kysely, tron.id, 1);
  expect(await findAnswers()).toBeUndefined();
  await insert("b.example", "logs_omitted", 7);
  expect(await findAnswers()).toMatchObject({
    status: "note",
    text: "1 answer contradicted another's, or a proof: b.example (logs omitted 1)",
    hint: "Nothing contradicted was kept. Consider another endpoint.",
  });
  await insert("b.example", "peers_differ", 8);
  await insert("b.example", "peers_differ", 9);
  await insert("a.example", "peers_differ", 8);
  expect(await findAnswers()).toMatchObject({
    text: "4 answers contradicted another's, or a proof: a.example (peers differ 1), b.example (logs omitted 1, peers differ 2)",
    hint: expect.stringContaining("only a third of another operator can tell which is right"),
  });
});

test("blocks that were read when other tokens were known are counted and named, with what can be done", async () => {
  const findOutdated = async () => (await checkLanes(db.kysely)).find(({ name }) => name === "outdated base");
  const write = (from: number, to: number, known: object) => writeRange(db, base, rangeOf(trunk, from, to, known));
  const filter = logFilterFor("base");
  await insertLane(db.kysely, base.id, 1);
  await write(20, 29, { filter: logFilterDigest(filter) });
  expect(await findOutdated()).toBeUndefined();
  await write(30, 39, { filter: logFilterDigest({ ...filter, addresses: filter.addresses.slice(1) }) });
  expect(await findOutdated()).toMatchObject({
    status: "note",
    text: "10 blocks were read when other contracts or events were known than today: 30 to 39; what was added since was not searched for there",
    hint: expect.stringContaining("an empty database"),
  });
  await write(10, 19, {});
  expect(await findOutdated()).toMatchObject({
    text: expect.stringContaining("today (of 10 it was not recorded yet what was asked for): 30 to 39, 10 to 19; what"),
    facts: { blockCount: 20, unrecordedBlockCount: 10 },
  });
});

test("blocks of evidence are counted by whether what shows them is kept", async () => {
  const findEvidence = async () => (await checkLanes(db.kysely)).find(({ name }) => name === "evidence tron");
  expect(await findEvidence()).toBeUndefined();
  const block = { number: 7, hash: `0x${"07".repeat(32)}` } as const;
  const told = { level: "peers", endpoint: "a.example", fetchedAt: "2026-01-01T00:00:00.000Z" } as const;
  await keepProof(db, tron.id, { block, ...told }, new Set([`0x${"71".repeat(32)}` as const]));
  expect(await findEvidence()).toMatchObject({ status: "ok", text: "1 block of final evidence kept with its proof" });
  await db.pool.query(
    `insert into proof_wanted (chain_id, block_number, block_hash, tx_hash, is_counted, tries)
     select $1, 10 + n, sha256('block'), sha256(tx::text::bytea), false, n from generate_series(0, 1) as n, generate_series(1, 3) as tx`,
    [tron.id],
  );
  expect(await findEvidence()).toMatchObject({
    status: "note",
    text: "1 block of final evidence kept with its proof, 2 blocks wait, 1 of them after no endpoint gave it",
    facts: { kept: 1, waiting: 2, missing: 1 },
  });
});
