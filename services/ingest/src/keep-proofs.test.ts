import { createEvmSource } from "@redflag/chain/evm-source";
import type { RpcCall, RpcReply } from "@redflag/chain/json-rpc-transport";
import { buildFakeChain } from "@redflag/chain/testing/fake-chain";
import { createFakeNode, type FakeNode } from "@redflag/chain/testing/fake-node";
import { createMemoryTransport } from "@redflag/chain/testing/memory-transport";
import { createVirtualClock } from "@redflag/chain/testing/virtual-clock";
import { verifyKeptProof } from "@redflag/chain/verify-kept-proof";
import { demo } from "@redflag/domain/chains/demo";
import type { Hash } from "@redflag/domain/hex";
import { DEMO_USDT } from "@redflag/domain/log.samples";
import type { Transfer } from "@redflag/domain/transfer";
import { createLogger } from "@redflag/runtime/logger";
import { keepProof, listKeptProofs } from "@redflag/store/kept-proof";
import { findBlock } from "@redflag/store/ledger-read";
import { findProofTally } from "@redflag/store/proof-wanted";
import { supportingJson } from "@redflag/store/supporting";
import { listTransfers } from "@redflag/store/transfer-read";
import { beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { keepProofs } from "./keep-proofs.ts";
import { readRange } from "./read-range.ts";

const LAST = 11;
const db = await openTestDatabase();
const logger = createLogger({ service: "test", level: "silent" });
const traffic = { token: DEMO_USDT, transactionCount: (number: number) => number % 3, logCount: 2 };
const blocks = await buildFakeChain(LAST + 1, undefined, traffic);
const clock = createVirtualClock();

let chain = demo;
let nodes: FakeNode[];
let deps: IngestDeps;
let asked: RpcCall[];
/** Two endpoints whose answers go through `alter`. */
let alter: (call: RpcCall, reply: RpcReply) => RpcReply;

beforeEach(async () => {
  chain = { ...demo, id: chain.id + 1, caip2: `eip155:${chain.id + 1}` };
  nodes = [createFakeNode(blocks, chain.id), createFakeNode(blocks, chain.id)];
  asked = [];
  alter = (_, reply) => reply;
  const reply = (call: RpcCall, given: RpcReply) => {
    asked.push(call);
    return alter(call, given);
  };
  const transports = nodes.map((node, i) => createMemoryTransport(`${"ab"[i]}.example`, node, { reply }));
  const source = createEvmSource({ chain, policy: "proof", transports, clock });
  deps = { db, chain, source, policy: "proof", logger, sampleSecret: "test" };
  await readRange(deps, 0, LAST);
  asked = [];
});

const transfersAt = (number: number) => listTransfers(db.kysely, chain.id, number, number);
const tally = () => findProofTally(db.kysely, chain.id);

/** Final evidence of this transfer, which counts some others. */
async function addEvidence(transfer: Transfer, counted: readonly Transfer[] = [], isFinal = true): Promise<void> {
  const place = async ({ blockNumber }: Transfer) => {
    const block = await findBlock(db.kysely, chain.id, blockNumber);
    if (block === undefined) throw new Error("the sample ledger holds the block");
    return block;
  };
  const { hash } = await place(transfer);
  const supporting = supportingJson(
    await Promise.all(counted.map(async (other) => ({ block: await place(other), transfer: other }))),
  );
  const { rows } = await db.pool.query<{ id: Buffer }>(
    `insert into alert (id, chain_id, heuristic, heuristic_version, subject, severity, exposure, score, revision,
       evidence_count, first_block, last_block, first_time, last_time, state, state_seq)
     values (sha256(gen_random_uuid()::text::bytea), $1, 'test', 1, '\\x00', 'HIGH', 'DIRECT', 300, '\\x00', 1, $2, $2,
       now(), now(), 'final', 0) returning id`,
    [chain.id, transfer.blockNumber],
  );
  const bytes = (hex: string) => Buffer.from(hex.slice(2), "hex");
  await db.pool.query(
    `insert into evidence (alert_id, ordinal, chain_id, block_number, block_hash, block_time, log_index, tx_hash,
       tx_ordinal, token, sender, recipient, amount, heuristic_version, severity, exposure, score, reasons, revision,
       supporting, is_final)
     values ($1, 0, $2, $3, $4, now(), $5, $6, 0, '\\x00', '\\x00', '\\x00', 1, 1, 'HIGH', 'DIRECT', 300, '[]', '\\x00', $7, $8)`,
    [
      ...[rows[0]?.id, chain.id, transfer.blockNumber, bytes(hash), transfer.logIndex, bytes(transfer.txHash)],
      ...[supporting, isFinal],
    ],
  );
}

/** What is kept of a block, verified. */
async function findKept(number: number) {
  const block = await findBlock(db.kysely, chain.id, number);
  const [kept] = block === undefined ? [] : await listKeptProofs(db.kysely, chain.id, [block]);
  if (kept === undefined) return undefined;
  const check = await verifyKeptProof(chain, kept.proof);
  if (check.kind === "broken") throw new Error(check.fact);
  return { ...kept, kind: check.kind, logIndexes: check.logs.map(({ logIndex }) => logIndex) };
}

const dropReceipts = ({ method }: RpcCall, reply: RpcReply): RpcReply =>
  method === "eth_getBlockReceipts" ? { result: null } : reply;

test("what final evidence stands on and what it counts is kept once, the newest first and what is counted last", async () => {
  const [older, newer, counted] = [await transfersAt(4), await transfersAt(8), await transfersAt(11)];
  await addEvidence(older[0] as Transfer, counted.slice(0, 1));
  await addEvidence(newer[1] as Transfer);
  await addEvidence((await transfersAt(10))[0] as Transfer, [], false);
  expect(await tally()).toEqual({ kept: 0, waiting: 3, missing: 0 });
  expect(await keepProofs(deps, 1)).toBe(1);
  expect(await findKept(8)).toMatchObject({ kind: "proven", level: "proven", logIndexes: [2, 3] });
  expect(await keepProofs(deps, 1)).toBe(1);
  expect(await findKept(4)).toMatchObject({ kind: "proven", logIndexes: [0, 1] });
  expect(await findKept(11)).toBeUndefined();
  expect(await keepProofs(deps, 9)).toBe(1);
  expect(await findKept(11)).toMatchObject({ kind: "proven", proof: { endpoint: "a.example", peer: "b.example" } });
  expect(await tally()).toEqual({ kept: 3, waiting: 0, missing: 0 });
  asked = [];
  await addEvidence(newer[1] as Transfer);
  expect([await keepProofs(deps, 9), asked]).toEqual([0, []]);
});

test("evidence becomes wanted when it becomes final", async () => {
  await addEvidence((await transfersAt(5))[0] as Transfer, [], false);
  expect(await tally()).toMatchObject({ waiting: 0 });
  await db.pool.query("update evidence set is_final = true where chain_id = $1", [chain.id]);
  expect(await tally()).toMatchObject({ waiting: 1 });
});

test("another transaction of a kept block is kept beside the first, also where two processes are at it", async () => {
  const [first, second] = (await transfersAt(5)) as [Transfer, Transfer];
  await addEvidence(first);
  await keepProofs(deps, 9);
  const before = await findKept(5);
  await addEvidence(second);
  await keepProofs(deps, 9);
  expect(await findKept(5)).toMatchObject({ logIndexes: [0, 1, 2, 3], transactionHashes: { length: 2 } });
  // One that was slower, and knew of the first only.
  const late = before?.proof as Parameters<typeof keepProof>[2];
  await keepProof(db, chain.id, late, new Set([first.txHash]));
  expect(await findKept(5)).toMatchObject({ logIndexes: [0, 1, 2, 3] });
  expect(await tally()).toEqual({ kept: 1, waiting: 0, missing: 0 });
});

test("receipts that no endpoint has are missing for a reason, and tried again after a while", async () => {
  await addEvidence((await transfersAt(5))[0] as Transfer);
  alter = dropReceipts;
  expect(await keepProofs(deps, 9)).toBe(0);
  expect(await tally()).toEqual({ kept: 0, waiting: 1, missing: 1 });
  const { rows } = await db.pool.query("select problem, tries from proof_wanted where chain_id = $1", [chain.id]);
  expect(rows).toEqual([{ problem: expect.stringContaining("no receipts of block 5"), tries: 1 }]);
  alter = (_, reply) => reply;
  asked = [];
  expect([await keepProofs(deps, 9), asked]).toEqual([0, []]);
  clock.pass(60_000);
  await db.pool.query("update proof_wanted set try_after = now() where chain_id = $1", [chain.id]);
  expect(await keepProofs(deps, 9)).toBe(1);
  expect(await tally()).toEqual({ kept: 1, waiting: 0, missing: 0 });
});

function take(...methods: string[]): void {
  for (const node of nodes) node.missingMethods = new Set(methods);
}

test("where no endpoint has receipts what two say is kept, and receipts are wanted for a while; never in place of them", async () => {
  const [first, second] = (await transfersAt(5)) as [Transfer, Transfer];
  const due = () => db.pool.query("update proof_wanted set try_after = now() where chain_id = $1", [chain.id]);
  take("eth_getBlockReceipts", "eth_getTransactionReceipt");
  await addEvidence(first);
  expect(await keepProofs(deps, 9)).toBe(0);
  expect(await findKept(5)).toMatchObject({ kind: "answer", level: "peers", logIndexes: [0] });
  expect(await tally()).toEqual({ kept: 1, waiting: 1, missing: 1 });
  await db.pool.query("update proof_wanted set tries = 5 where chain_id = $1", [chain.id]);
  await due();
  expect(await keepProofs(deps, 9)).toBe(1);
  expect(await tally()).toEqual({ kept: 1, waiting: 0, missing: 0 });
  take();
  await addEvidence(second);
  expect(await keepProofs(deps, 9)).toBe(1);
  const proven = { kind: "proven", level: "proven", logIndexes: [0, 1, 2, 3] };
  expect(await findKept(5)).toMatchObject(proven);
  take("eth_getBlockReceipts", "eth_getTransactionReceipt");
  await db.pool.query(
    `insert into proof_wanted (chain_id, block_number, block_hash, tx_hash, is_counted)
     select chain_id, block_number, block_hash, transactions[1], false from kept_proof where chain_id = $1`,
    [chain.id],
  );
  expect(await keepProofs(deps, 9)).toBe(0);
  expect(await findKept(5)).toMatchObject(proven);
});

test("of a block that no proof reaches what two endpoints say is enough", async () => {
  await addEvidence((await transfersAt(5))[0] as Transfer);
  const unprovable = [{ class: "early_blocks", beforeBlock: 6, why: "a sample" }] as const;
  const beyond = { ...chain, unprovable };
  const transports = nodes.map((node, i) => createMemoryTransport(`${"ab"[i]}.example`, node));
  const source = createEvmSource({ chain: beyond, policy: "proof", transports, clock });
  expect(await keepProofs({ ...deps, chain: beyond, source }, 9)).toBe(1);
  expect(await tally()).toEqual({ kept: 1, waiting: 0, missing: 0 });
  expect(await findKept(5)).toMatchObject({ kind: "answer", level: "peers", proof: { peer: "b.example" } });
});

test("what is kept must show the ledger's own transfers", async () => {
  const [transfer] = (await transfersAt(5)) as [Transfer];
  await addEvidence(transfer);
  await db.pool.query("update transfer set amount = amount + 1 where chain_id = $1 and block_number = 5", [chain.id]);
  expect(await keepProofs(deps, 9)).toBe(0);
  const { rows } = await db.pool.query("select problem from proof_wanted where chain_id = $1", [chain.id]);
  expect(rows).toEqual([{ problem: expect.stringContaining(`the ledger's transfer at log 0 of transaction`) }]);
});

test("of a block that the ledger no longer holds nothing is wanted; of one whose partition is gone it is", async () => {
  const [transfer] = (await transfersAt(5)) as [Transfer];
  await addEvidence(transfer);
  await addEvidence((await transfersAt(4))[0] as Transfer);
  const other: Hash = `0x${"77".repeat(32)}`;
  await db.pool.query("update proof_wanted set block_hash = $2 where chain_id = $1 and block_number = 5", [
    chain.id,
    Buffer.from(other.slice(2), "hex"),
  ]);
  await db.pool.query("delete from transfer where chain_id = $1 and block_number = 4", [chain.id]);
  await db.pool.query("delete from block where chain_id = $1 and number = 4", [chain.id]);
  expect(await keepProofs(deps, 9)).toBe(1);
  expect(await tally()).toEqual({ kept: 1, waiting: 0, missing: 0 });
  expect(asked.some(({ params }) => params.includes(other))).toBe(false);
});
