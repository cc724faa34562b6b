import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accountAddress } from "@redflag/chain/devnet/accounts";
import { type Anvil, startAnvil } from "@redflag/chain/devnet/anvil";
import { type Devnet, openDevnet } from "@redflag/chain/devnet/devnet";
import { type LocalNode, openNode } from "@redflag/chain/devnet/node-calls";
import { formatCaip10 } from "@redflag/domain/address";
import { demo } from "@redflag/domain/chains/demo";
import type { Hash, Hex } from "@redflag/domain/hex";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CONTRACT_CACHE } from "../../../../tests/contract-cache.ts";
import { EXCHANGE, LISTED } from "./cast.ts";
import { DEMO_SEED, playEndless, playScenario, prepareWorld } from "./drive.ts";
import { expectedAlerts } from "./expected-alerts.ts";
import type { PlayedPayment } from "./play.ts";
import type { PlayStep } from "./play-step.ts";
import { PROLOGUE_BLOCKS, writePrologue } from "./prologue.ts";
import { EXTORTION, RANSOM, SCENARIO_BLOCKS, SETTLING_BLOCKS, writeScenario } from "./scenario.ts";

let dir: string;
let anvil: Anvil;
let node: LocalNode;
let devnet: Devnet;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "redflag-drive-"));
  anvil = await startAnvil({ logFile: join(dir, "anvil.log") });
  node = openNode(anvil.url);
  devnet = openDevnet({ url: anvil.url, cacheDir: CONTRACT_CACHE });
});
afterEach(async () => {
  await devnet.close();
  await node.close();
  await anvil.stop();
  await rm(dir, { recursive: true });
});

const TRANSFER = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

interface Seen {
  sender: string;
  recipient: string;
  amount: bigint;
  txHash: Hash;
  blockNumber: number;
}

async function listTransfers(fromBlock: number): Promise<Seen[]> {
  const filter = { fromBlock: `0x${fromBlock.toString(16)}`, topics: [TRANSFER] };
  const logs = (await node.call("eth_getLogs", filter)) as {
    topics: [Hash, Hash, Hash];
    data: Hex;
    transactionHash: Hash;
    blockNumber: Hex;
  }[];
  return logs.map(({ topics, data, transactionHash, blockNumber }) => ({
    sender: `0x${topics[1].slice(26)}`,
    recipient: `0x${topics[2].slice(26)}`,
    amount: BigInt(data),
    txHash: transactionHash,
    blockNumber: Number(blockNumber),
  }));
}

function countTransfers(steps: readonly PlayStep[]): number {
  return steps.reduce((count, step) => {
    if (step.kind === "pay") return count + step.payments.length;
    if (step.kind === "reorg") return count - step.drop.length;
    return ["pay_named", "forge", "resend"].includes(step.kind) ? count + 1 : count;
  }, 0);
}

test("preparing a world twice changes nothing the second time, and pays no listed address", async () => {
  const firstBlock = await prepareWorld(devnet);
  const head = await devnet.getHead();
  expect(head.number).toBe(firstBlock - 1);
  expect(await prepareWorld(devnet)).toBe(firstBlock);
  expect(await devnet.getHead()).toEqual(head);

  const transfers = await listTransfers(0);
  const listed = Object.values(LISTED).map(accountAddress);
  expect(transfers.filter(({ recipient }) => listed.includes(recipient as Hex))).toEqual([]);
  expect(transfers.filter(({ amount }) => amount === 0n)).toEqual([]);
});

test("the scenario leaves on the chain what its manifest says, and no trace of what was reorganized away", async () => {
  const firstBlock = await prepareWorld(devnet);
  const awaited: Required<PlayedPayment>[] = [];
  const causes: string[] = [];
  await playScenario(devnet, {
    onHead: (_, cause) => causes.push(cause),
    async awaitSeen(payments) {
      for (const payment of payments) {
        // Truly on the chain while the caller waits, in the block that it is told.
        const receipt = (await node.call("eth_getTransactionReceipt", payment.txHash)) as { blockNumber: Hex };
        expect(Number(receipt.blockNumber)).toBe(payment.blockNumber);
        awaited.push(payment);
      }
    },
  });

  const head = await devnet.getHead();
  expect(head.number).toBe(firstBlock - 1 + PROLOGUE_BLOCKS + SCENARIO_BLOCKS + SETTLING_BLOCKS);
  expect(head.time).toBeLessThan(Date.now() / 1000);
  expect(causes.filter((cause) => cause === "reorganized")).toHaveLength(2);

  const transfers = await listTransfers(firstBlock);
  // Nothing that was sent failed, and nothing is there that was not sent.
  expect(transfers.length).toBe(countTransfers([...writePrologue(DEMO_SEED), ...writeScenario(DEMO_SEED)]));
  const counted = [
    LISTED.fundraiser,
    LISTED.moneyChanger,
    LISTED.donationWallet,
    LISTED.cellPaymaster,
    LISTED.sanctionedBroker,
    LISTED.ransomCollector,
    LISTED.extortionist,
  ].map(accountAddress);
  const subjects = counted.filter((address) =>
    transfers.some(({ sender, recipient, amount }) => amount > 0n && (sender === address || recipient === address)),
  );
  expect(subjects.map((subject) => formatCaip10(demo, subject))).toEqual(
    expectedAlerts()
      .rows.filter(({ rule }) => rule === "watchlist-hit")
      .map((row) => row.subject),
  );

  expect(awaited.map(({ name }) => name)).toEqual([RANSOM, EXTORTION]);
  const [ransom, extortion] = awaited as [Required<PlayedPayment>, Required<PlayedPayment>];
  const again = transfers.find(({ txHash }) => txHash === ransom.txHash);
  expect(again?.blockNumber).toBe(ransom.blockNumber + 3);
  expect(transfers.some(({ txHash }) => txHash === extortion.txHash)).toBe(false);

  const forged = transfers.filter(({ amount }) => amount === 0n);
  expect(forged).toHaveLength(2);
  expect(forged.every(({ sender }) => sender === accountAddress(LISTED.extortionist))).toBe(true);
  for (const quiet of [LISTED.formerlyListed, EXCHANGE].map(accountAddress)) {
    expect(transfers.some(({ recipient, amount }) => recipient === quiet && amount > 0n)).toBe(true);
  }
  // The last planted payments are below finality.
  const lastListed = transfers.filter(({ sender, recipient }) =>
    [sender, recipient].some((a) => counted.includes(a as Hex)),
  );
  expect(Math.max(...lastListed.map(({ blockNumber }) => blockNumber))).toBeLessThan(head.number - 12);
});

test("the world without end goes on block by block until it is told to stop, through its reorgs", async () => {
  const firstBlock = await prepareWorld(devnet);
  const stop = new AbortController();
  const numbers: number[] = [];
  const reorganized: number[] = [];
  await playEndless(devnet, {
    signal: stop.signal,
    blockTimeMs: 1,
    hooks: {
      onHead({ number }, cause) {
        (cause === "mined" ? numbers : reorganized).push(number);
        if (number === 100) stop.abort();
      },
    },
  });
  expect(numbers).toEqual(Array.from({ length: 101 - firstBlock }, (_, i) => firstBlock + i));
  expect(reorganized).toEqual([46, 91]);
  const listed = accountAddress(LISTED.donationWallet);
  const transfers = await listTransfers(firstBlock);
  expect(transfers.some(({ recipient, amount }) => recipient === listed && amount > 0n)).toBe(true);
});
