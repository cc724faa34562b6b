import { createHash } from "node:crypto";
import type { Address } from "@redflag/domain/address";
import { demo } from "@redflag/domain/chains/demo";
import { emptyProfile } from "@redflag/domain/profile";
import { encodeProfile } from "@redflag/domain/profile-codec";
import { GrowingProfile } from "@redflag/domain/profile-growth";
import { findToken, listContracts } from "@redflag/domain/token-registry";
import type { Block, Transfer } from "@redflag/domain/transfer";
import type { Database } from "@redflag/store/database";
import { findLane, insertLane, updateLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { upsertProfiles } from "@redflag/store/profile";
import { inTransaction } from "@redflag/store/transaction";

export interface SeededPayment {
  from: Address;
  to: Address;
  /** Whole units. */
  units: number;
  /** USDT unless told. */
  symbol?: string;
}

const START_S = 1_767_225_600;
/** Seconds from a block to the next: an hour. */
const BLOCK_S = 3_600;

export function timeAt(block: number): string {
  return new Date((START_S + block * BLOCK_S) * 1000).toISOString();
}

function hash(...parts: Array<string | number>): `0x${string}` {
  return `0x${createHash("sha256").update(parts.join("/")).digest("hex")}`;
}

/** Of the demo chain, by its symbol. */
export function tokenOf(symbol: string): Address {
  const known = listContracts(demo.name).find(({ token }) => token.symbol === symbol);
  if (known === undefined) throw new Error(`the demo chain has ${symbol}`);
  return known.contract.address;
}

/**
 * The demo chain with one payment in each block from 1 on, screened up to `screenedTo`, where the lane remembers everybody
 * up to `rememberedTo`.
 */
export async function seedFlows(
  db: Database,
  payments: readonly SeededPayment[],
  { screenedTo = payments.length, rememberedTo = screenedTo }: { screenedTo?: number; rememberedTo?: number } = {},
): Promise<void> {
  const blocks = payments.map((_, index): Block => {
    const number = index + 1;
    return { number, hash: hash("block", number), parentHash: hash("block", index), time: START_S + number * BLOCK_S };
  });
  const transfers = payments.map(
    ({ from, to, units, symbol = "USDT" }, index): Transfer => ({
      blockNumber: index + 1,
      logIndex: 0,
      txHash: hash("tx", index),
      txOrdinal: 0,
      token: tokenOf(symbol),
      sender: from,
      recipient: to,
      amount: BigInt(Math.round(units * 1_000_000)),
    }),
  );
  await insertLane(db.kysely, demo.id, 1);
  const nothing = { issuerEvents: [], bridgeEvents: [], refusedLogs: [], endpoint: "sample", level: "proven" } as const;
  await writeRange(db, demo, { ...nothing, blocks, transfers, issuerEvents: [], bridgeEvents: [], refusedLogs: [] });
  const lane = await findLane(db.kysely, demo.id);
  if (lane === undefined) throw new Error("the lane was opened");
  await updateLane(db.kysely, {
    ...lane,
    headPosition: screenedTo,
    finalPosition: rememberedTo,
    checkpointPosition: rememberedTo,
    depthPosition: rememberedTo,
  });
  await remember(db, transfers.slice(0, rememberedTo));
}

async function remember(db: Database, transfers: readonly Transfer[]): Promise<void> {
  const profiles = new Map<Address, GrowingProfile>();
  for (const { sender, recipient, token, txHash, blockNumber, logIndex, amount } of transfers) {
    const peg = findToken(demo.name, token)?.token.peg ?? "USD";
    const sides = [
      { address: sender, direction: "out", counterparty: recipient },
      { address: recipient, direction: "in", counterparty: sender },
    ] as const;
    for (const { address, direction, counterparty } of sides) {
      const profile = profiles.get(address) ?? GrowingProfile.from(emptyProfile());
      profiles.set(address, profile);
      const time = START_S + blockNumber * BLOCK_S;
      const place = { txHash, time, blockNumber, logIndex };
      const flags = { counterpartyIsService: false, isDust: false, isRemembered: true };
      profile.add({ direction, counterparty, amountMicros: amount, peg, token, ...place, ...flags });
    }
  }
  const stored = [...profiles].map(([address, profile]) => ({ address, state: encodeProfile(profile) }));
  await inTransaction(db, (tx) => upsertProfiles(tx, demo.id, stored));
}
