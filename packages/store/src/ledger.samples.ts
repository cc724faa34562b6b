import { createHash } from "node:crypto";
import type { BridgeEvent } from "@redflag/domain/bridge-event";
import { defineChain } from "@redflag/domain/chain";
import type { Hex } from "@redflag/domain/hex";
import type { Block, LedgerPosition, Transfer } from "@redflag/domain/transfer";
import type { LedgerRange } from "./ledger-range.ts";

/** A chain whose partitions are ten blocks wide, so that short ranges cross them. */
export function sampleChain(id: number) {
  return defineChain({
    name: `sample${id}`,
    title: "Sample",
    id,
    caip2: `eip155:${id}`,
    family: "eip155",
    finality: { kind: "depth", blocks: 10, why: "a sample" },
    blockTimeMs: 1_000,
    verify: "proof",
    partitionBlocks: 10,
    publicEndpoints: [],
    sources: ["a sample"],
  });
}

/** A branch leaves the trunk above its fork; `trunk` never does. */
export interface Branch {
  name: string;
  fork: number;
}

export const trunk: Branch = { name: "trunk", fork: Number.MAX_SAFE_INTEGER };

export function bytes(length: number, ...seed: Array<string | number>): Hex {
  return `0x${createHash("sha256")
    .update(seed.join("/"))
    .digest("hex")
    .slice(0, length * 2)}`;
}

export function blockAt(branch: Branch, number: number): Block {
  return { number, hash: hashAt(branch, number), parentHash: hashAt(branch, number - 1), time: 1_700_000_000 + number };
}

function hashAt(branch: Branch, number: number): Hex {
  return bytes(32, number <= branch.fork ? "trunk" : branch.name, number);
}

/** Block n of a branch has n mod 3 transfers, unless an endpoint leaves out the first. */
export function transfersAt(branch: Branch, number: number, options: { leaveOut?: boolean } = {}): Transfer[] {
  const { hash } = blockAt(branch, number);
  const all = Array.from({ length: number % 3 }, (_, index) => ({
    blockNumber: number,
    logIndex: index * 2,
    txHash: bytes(32, "tx", hash, index),
    txOrdinal: index,
    token: bytes(20, "token"),
    sender: bytes(20, "holder", number % 7),
    recipient: bytes(20, "holder", (number + index + 1) % 7),
    amount: BigInt(number) * 10n ** 60n + BigInt(index),
  }));
  return options.leaveOut === true ? all.slice(1) : all;
}

/** Whom every fifth block freezes. */
export const FROZEN = bytes(20, "a");

/** Blocks from..to of a branch with their transfers, and now and then a log about two accounts, a bridge's and a refused one. */
export function rangeOf(branch: Branch, from: number, to: number, options: Partial<LedgerRange> = {}): LedgerRange {
  const numbers = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const position = (blockNumber: number) => ({ blockNumber, logIndex: 9, txHash: bytes(32, "other", blockNumber) });
  return {
    blocks: numbers.map((number) => blockAt(branch, number)),
    transfers: numbers.flatMap((number) => transfersAt(branch, number)),
    issuerEvents: numbers
      .filter((number) => number % 5 === 0)
      .flatMap((number) => [
        { ...position(number), ordinal: 0, token: bytes(20, "token"), kind: "issue", amount: 5n } as const,
        {
          ...position(number),
          ordinal: 1,
          token: bytes(20, "token"),
          kind: "freeze",
          account: FROZEN,
        } as const,
      ]),
    bridgeEvents: numbers.filter((number) => number % 5 === 1).map((number) => bridgeEventAt(number, position(number))),
    refusedLogs: numbers
      .filter((number) => number % 7 === 0)
      .map((number) => ({
        ...position(number),
        logIndex: 10,
        token: bytes(20, "token"),
        topics: Array.from({ length: number % 4 }, (_, index) => bytes(32, "topic", index)),
        data: "0x",
        reason: 'not 32 bytes: "quoted", {braced} \\ and\nbroken',
      })),
    endpoint: "one.example",
    level: "bloom",
    ...options,
  };
}

/** With every field, or with none that may be absent. */
function bridgeEventAt(number: number, position: LedgerPosition): BridgeEvent {
  const event = { ...position, logIndex: 11, bridge: "sample", contract: bytes(20, "bridge") };
  if (number % 2 === 0) return { ...event, kind: "message_sent" };
  return {
    ...event,
    kind: "sent",
    linkId: 'sample:"quoted", {braced} \\ link',
    remoteDomain: 2 ** 32 - 1,
    account: bytes(20, "holder", number),
    remoteAccount: bytes(32, "remote", number),
    token: bytes(20, "token"),
    amount: 2n ** 256n - 1n,
  };
}
