import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Address } from "@redflag/domain/address";
import type { Hash, Hex } from "@redflag/domain/hex";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Anvil, startAnvil } from "./anvil.ts";
import { DEMO_CONTRACTS } from "./demo-token.ts";
import { type Devnet, openDevnet } from "./devnet.ts";
import { type LocalNode, openNode } from "./node-calls.ts";
import { encodeTransfer } from "./token-calls.ts";

let dir: string;
let anvil: Anvil;
let node: LocalNode;
let devnet: Devnet;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "redflag-devnet-"));
  anvil = await startAnvil({ logFile: join(dir, "anvil.log") });
  node = openNode(anvil.url);
  devnet = openDevnet({ url: anvil.url, cacheDir: dir });
  await devnet.deploy();
  for (const token of ["usdt", "usdc", "tryb"] as const) await devnet.issue(token, 1_000_000_000n);
  await devnet.mine();
});
afterAll(async () => {
  await devnet?.close();
  await node?.close();
  await anvil?.stop();
  await rm(dir, { recursive: true });
});

interface RawLog {
  address: Address;
  topics: Hash[];
  data: Hex;
  transactionHash: Hash;
}

async function listLogs(fromBlock: number): Promise<RawLog[]> {
  return (await node.call("eth_getLogs", { fromBlock: `0x${fromBlock.toString(16)}` })) as RawLog[];
}

async function findBlockOf(hash: Hash): Promise<number | undefined> {
  const receipt = (await node.call("eth_getTransactionReceipt", hash)) as { blockNumber: Hex } | null;
  return receipt === null ? undefined : Number(receipt.blockNumber);
}

const word = (value: Hex | bigint): Hex => `0x${BigInt(value).toString(16).padStart(64, "0")}`;
const TRANSFER = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

test("deploying again changes nothing", async () => {
  const head = await devnet.getHead();
  expect(await devnet.deploy()).toEqual({
    usdt: "0x5fbdb2315678afecb367f032d93f642f64180aa3",
    usdc: "0xe7f1725e7734ce288f8367e1bb143e90bb3f0512",
    tryb: "0x9fe46736679d2d9a65f0992f2272de9f3c7fa6e0",
  });
  expect(await devnet.getHead()).toEqual(head);
});

test("a payment waits in the mempool until a block is mined, at the time given", async () => {
  const before = await devnet.getBalance("usdc", 10);
  const hash = await devnet.transfer({ token: "usdc", from: 0, to: 10, amount: 5n });
  expect(await findBlockOf(hash)).toBeUndefined();
  const parent = await devnet.getHead();
  const block = await devnet.mine(3, { timestamp: parent.time + 40 });
  expect(block).toMatchObject({ number: parent.number + 3, time: parent.time + 42 });
  expect(await findBlockOf(hash)).toBe(parent.number + 1);
  expect((await devnet.getBalance("usdc", 10)) - before).toBe(5n);

  expect((await devnet.mine(1, { afterParentS: 12 })).time).toBe(block.time + 12);
  await expect(devnet.mine(1, { timestamp: block.time })).rejects.toThrow("cannot follow");
});

test("a new chain begins behind the clock, and mining catches up with it", async () => {
  const genesis = (await node.call("eth_getBlockByNumber", "0x0", false)) as { timestamp: Hex };
  const now = Math.floor(Date.now() / 1000);
  expect(Number(genesis.timestamp)).toBeLessThan(now - 200);
  expect((await devnet.mine()).time).toBeGreaterThanOrEqual(now);
});

test("Tether's transfer answers with nothing, the others with true; all three log the same Transfer", async () => {
  const data = encodeTransfer(devnet.account(11), 7n);
  const answer = (token: "usdt" | "usdc" | "tryb") =>
    node.call("eth_call", { from: devnet.account(0), to: DEMO_CONTRACTS[token].address, data }, "latest");
  expect([await answer("usdt"), await answer("usdc"), await answer("tryb")]).toEqual(["0x", word(1n), word(1n)]);

  const tokens = ["usdt", "usdc", "tryb"] as const;
  await devnet.transferMany(tokens.map((token) => ({ token, from: 0, to: 11, amount: 7n })));
  const { number } = await devnet.mine();
  const logs = await listLogs(number);
  expect(logs.map(({ address, topics, data }) => ({ address, topics, data }))).toEqual(
    tokens.map((token) => ({
      address: DEMO_CONTRACTS[token].address,
      topics: [TRANSFER, word(devnet.account(0)), word(devnet.account(11))],
      data: word(7n),
    })),
  );
});

test("thousands of payments fit in one block, each sender's in order", async () => {
  const senders = Array.from({ length: 20 }, (_, i) => 100 + i);
  await devnet.transferMany(senders.map((to) => ({ token: "usdt", from: 0, to, amount: 1_000_000n })));
  await devnet.mine();
  const payments = Array.from({ length: 2_000 }, (_, i) => ({
    token: "usdt" as const,
    from: 100 + (i % 20),
    to: 200,
    amount: BigInt(i + 1),
  }));
  const hashes = await devnet.transferMany(payments);
  const { number } = await devnet.mine();
  const logs = await listLogs(number);
  expect(new Set(logs.map((log) => log.transactionHash))).toEqual(new Set(hashes));
  const ofOne = logs.filter((log) => log.topics[1] === word(devnet.account(107))).map((log) => BigInt(log.data));
  expect(ofOne).toEqual(payments.filter(({ from }) => from === 107).map(({ amount }) => amount));
});

test("an address that the node has no key of can pay, and one of its own accounts given as text still signs", async () => {
  const stranger: Address = "0x00000000000000000000000000000000c0ffee00";
  await devnet.transfer({ token: "tryb", from: devnet.account(0), to: stranger, amount: 9n });
  await devnet.mine();
  await devnet.transfer({ token: "tryb", from: stranger, to: 12, amount: 4n });
  await devnet.mine();
  expect(await devnet.getBalance("tryb", stranger)).toBe(5n);

  const hash = await devnet.transfer({ token: "tryb", from: devnet.account(0), to: 12, amount: 1n });
  expect(await node.call("eth_getTransactionByHash", hash)).toMatchObject({ r: expect.not.stringMatching(/^0x0$/) });
  await devnet.mine();
});

test("issuer events carry the topics that the ledger reads", async () => {
  const { number } = await devnet.getHead();
  const target = devnet.account(20);
  await devnet.transfer({ token: "usdt", from: 0, to: target, amount: 3n });
  await devnet.blacklist("usdt", target);
  await devnet.destroyBlackFunds(target);
  await devnet.unblacklist("usdt", target);
  await devnet.issue("usdt", 8n);
  await devnet.redeem("usdt", 2n);
  await devnet.blacklist("usdc", target);
  await devnet.unblacklist("usdc", target);
  await devnet.issue("usdc", 8n);
  await devnet.redeem("usdc", 2n);
  await devnet.mine();
  const zero = word(0n);
  const owner = word(devnet.account(0));
  expect((await listLogs(number + 1)).map(({ topics, data }) => [...topics, data])).toEqual([
    [TRANSFER, owner, word(target), word(3n)],
    ["0x42e160154868087d6bfdc0ca23d96a1c1cfa32f1b72ba9ba27b69b98a0d819dc", word(target)],
    ["0x61e6e66b0d6339b2980aecc6ccc0039736791f0ccde9ed512e789a7fbdd698c6", word(target) + word(3n).slice(2)],
    ["0xd7e9ec6e6ecd65492dce6bf513cd6867560d49544421d0783ddf06e76c24470c", word(target)],
    ["0xcb8241adb0c3fdb35b70c24ce35c5eb0c17af7431c99f827d44a445ca624176a", word(8n)],
    ["0x702d5967f45f6513a38ffc42d6ba9bf230bd40e8f53b16363c7eb4fd2deb9a44", word(2n)],
    ["0xffa4e6181777692565cf28528fc88fd1516ea86b56da075235fa575af6a4b855", word(target), "0x"],
    ["0x117e3210bb9aa7d9baff172026820255c6f6c30ba8999d1c2fd88e2848137c4e", word(target), "0x"],
    ["0xab8530f87dc9b59234c4623bf917212bb2536d647574c8e7e5da92c2ede0c9f8", owner, owner, word(8n)],
    [TRANSFER, zero, owner, word(8n)],
    ["0xcc16f5dbb4873280815c1ee09dbd06736cffcc184412cf7a71a0fdb75d397ca5", owner, word(2n)],
    [TRANSFER, owner, zero, word(2n)],
  ]);
});

test("a frozen sender cannot pay, and anyone can forge a payment of nothing in his name", async () => {
  await devnet.transfer({ token: "usdt", from: 0, to: 30, amount: 3n });
  await devnet.blacklist("usdt", 30);
  const refused = await devnet.transfer({ token: "usdt", from: 30, to: 31, amount: 1n });
  await devnet.mine();
  expect(await node.call("eth_getTransactionReceipt", refused)).toMatchObject({ status: "0x0", logs: [] });

  const forged = await devnet.transferFrom(32, { token: "usdc", from: 30, to: 31, amount: 0n });
  const unpaid = await devnet.transferFrom(33, { token: "usdc", from: 0, to: 31, amount: 1n });
  const { number } = await devnet.mine();
  expect(await listLogs(number)).toMatchObject([
    { transactionHash: forged, topics: [TRANSFER, word(devnet.account(30)), word(devnet.account(31))], data: word(0n) },
  ]);
  expect(await node.call("eth_getTransactionReceipt", unpaid)).toMatchObject({ status: "0x0" });
});

test("a reorg removes a payment for good and keeps the others, until the same signed transaction is sent again", async () => {
  const fork = await devnet.getHead();
  const kept = await devnet.transfer({ token: "usdt", from: 0, to: 40, amount: 1n });
  const removed = await devnet.transfer({ token: "usdt", from: 105, to: 41, amount: 2n });
  const old1 = await devnet.mine();
  const later = await devnet.transfer({ token: "usdt", from: 0, to: 42, amount: 3n });
  const old2 = await devnet.mine();
  const pending = await devnet.transfer({ token: "usdt", from: 106, to: 43, amount: 4n });

  const { head, dropped } = await devnet.reorg(2, { drop: [removed] });
  expect(head.number).toBe(old2.number);
  expect(head.hash).not.toBe(old2.hash);
  expect(head.parentHash).not.toBe(old1.hash);
  expect(head.time).toBe(fork.time + 2);
  expect(await findBlockOf(kept)).toBe(old1.number);
  expect(await findBlockOf(later)).toBe(old2.number);
  expect(await findBlockOf(removed)).toBeUndefined();
  expect(await devnet.getBalance("usdt", 41)).toBe(0n);

  const next = await devnet.mine();
  expect(next.parentHash).toBe(head.hash);
  expect(await findBlockOf(removed)).toBeUndefined();
  expect(await findBlockOf(pending)).toBe(next.number);

  expect(dropped).toHaveLength(1);
  expect(await devnet.broadcast(dropped[0] as Hex)).toBe(removed);
  const last = await devnet.mine();
  expect(await findBlockOf(removed)).toBe(last.number);
  expect(await devnet.getBalance("usdt", 41)).toBe(2n);
});

test("a reorg that keeps everything still makes other blocks, again and again", async () => {
  await devnet.mine(200);
  const hashes = [(await devnet.getHead()).hash];
  for (let i = 0; i < 3; i++) hashes.push((await devnet.reorg(3)).head.hash);
  expect(new Set(hashes).size).toBe(4);
});

test("a reorg refuses to drop what is not there and to lose what it should keep", async () => {
  await devnet.transfer({ token: "usdt", from: 0, to: 50, amount: 1n });
  await devnet.mine();
  await expect(devnet.reorg(1, { drop: [word(1n)] })).rejects.toThrow("is not in the last 1 blocks");
  await expect(devnet.reorg(10_000)).rejects.toThrow("cannot replace 10000");

  const first = await devnet.transfer({ token: "usdt", from: 0, to: 50, amount: 1n });
  await devnet.transfer({ token: "usdt", from: 0, to: 50, amount: 1n });
  await devnet.mine();
  await expect(devnet.reorg(1, { drop: [first] })).rejects.toThrow("were to be kept");
});
