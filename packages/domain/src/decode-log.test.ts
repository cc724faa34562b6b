import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Address } from "./address.ts";
import { type DecodedLog, decodeLog } from "./decode-log.ts";
import { TRANSFER_TOPIC } from "./decode-transfer.ts";
import { circle } from "./freeze-families/circle.ts";
import type { FreezeEvent } from "./freeze-family.ts";
import { FREEZE_FAMILIES } from "./freeze-family-registry.ts";
import type { Hex } from "./hex.ts";
import { ALICE, BOB, DEMO_TRYB, DEMO_USDC, DEMO_USDT, dataOf, sampleLog, word } from "./log.samples.ts";
import { AMOUNT_MAX } from "./money.ts";
import { parseLog } from "./parse-log.ts";
import { Problem } from "./problem.ts";
import type { Log } from "./transfer.ts";

const TUSD: Address = "0x0000000000085d4780b73119b644ae5ecd22b376";
const events = FREEZE_FAMILIES.flatMap((family) => family.events.map((event) => ({ family: family.name, ...event })));

function decode(log: Partial<Log>, chain = "demo"): DecodedLog {
  return decodeLog(chain, sampleLog(log), () => 7);
}

/** A transfer's log, as a contract writes it. */
function transferLog(sender: Address, recipient: Address, amount: bigint): Partial<Log> {
  return { topics: [TRANSFER_TOPIC, word(sender), word(recipient)], data: dataOf(amount) };
}

describe("decodeLog, transfers", () => {
  const anAddress = fc.uint8Array({ minLength: 20, maxLength: 20 }).map(bytesToHex);

  it("reads back what was written", () => {
    fc.assert(
      fc.property(anAddress, anAddress, fc.bigInt({ min: 0n, max: AMOUNT_MAX }), (sender, recipient, amount) => {
        const transfer = { blockNumber: 1, logIndex: 0, txHash: word(2n), txOrdinal: 7, token: DEMO_USDT };
        expect(decode(transferLog(sender, recipient, amount))).toEqual({
          kind: "transfer",
          transfer: { ...transfer, sender, recipient, amount },
        });
      }),
    );
  });

  const good = transferLog(ALICE, BOB, 5n);
  const [topic0, from, to] = good.topics as [Hex, Hex, Hex];
  it.each<[string, Partial<Log>]>([
    ["Transfer with 1 topics", { ...good, topics: [topic0] }],
    ["Transfer with 2 topics", { ...good, topics: [topic0, from] }],
    ["Transfer with 5 topics", { ...good, topics: [topic0, from, to, to, to] }],
    ["Transfer with 4 topics: of an ERC-721", { ...good, topics: [topic0, from, to, word(5n)], data: "0x" }],
    ["sender (topic 1)", { ...good, topics: [topic0, `0x01${from.slice(4)}`, to] }],
    ["recipient (topic 2)", { ...good, topics: [topic0, from, `0x${to.slice(2, 25)}1${to.slice(26)}`] }],
    ["0 bytes of data; expected 32", { ...good, data: "0x" }],
    ["31 bytes of data; expected 32", { ...good, data: good.data?.slice(0, -2) as Hex }],
    ["64 bytes of data; expected 32", { ...good, data: dataOf(5n, 0n) }],
  ])("refuses: %s", (reason, log) => {
    expect(decode(log)).toEqual({ kind: "refused", reason: expect.stringContaining(reason) });
  });

  it("leaves other contracts, other chains and other events alone", () => {
    expect(decode({ ...good, address: ALICE })).toEqual({ kind: "not_ours" });
    expect(decode(good, "ethereum")).toEqual({ kind: "not_ours" });
    expect(decode({ ...good, topics: [word(1n), from, to] })).toEqual({ kind: "not_ours" });
    expect(decode({ ...good, topics: [] })).toEqual({ kind: "not_ours" });
  });
});

describe("decodeLog, issuer events", () => {
  const tokens: Record<string, Address> = { tether_legacy: DEMO_USDT, circle: DEMO_USDC };

  /** The event as its contract emits it; arguments that are neither account nor amount are BOB. */
  function issuerLog(event: FreezeEvent, account: Address, amount: bigint): Partial<Log> {
    const topics = [event.topic0, ...Array.from({ length: event.topicCount - 1 }, () => word(BOB))];
    const words: Array<Address | bigint> = Array.from({ length: event.wordCount }, () => BOB);
    for (const [place, value] of [[event.account, account] as const, [event.amount, amount] as const]) {
      if (place !== undefined && "topic" in place) topics[place.topic] = word(value);
      else if (place !== undefined) words[place.word] = value;
    }
    return { topics, data: dataOf(...words) };
  }

  it.each(events)("reads $signature of $family", ({ family, ...event }) => {
    const address = tokens[family] as Address;
    expect(decode({ address, ...issuerLog(event, ALICE, 5n) })).toEqual({
      kind: "issuer_event",
      issuerEvent: {
        blockNumber: 1,
        logIndex: 0,
        txHash: word(2n),
        token: address,
        kind: event.kind,
        ...(event.account && { account: ALICE }),
        ...(event.amount && { amount: 5n }),
      },
    });
  });

  it("names who received a mint, not the minter, and who burned", () => {
    const [, , mint, burn] = circle.events.map(({ topic0 }) => topic0) as [Hex, Hex, Hex, Hex];
    const minted = decode({ address: DEMO_USDC, topics: [mint, word(BOB), word(ALICE)], data: dataOf(5n) });
    expect(minted).toMatchObject({ issuerEvent: { kind: "issue", account: ALICE, amount: 5n } });
    const burned = decode({ address: DEMO_USDC, topics: [burn, word(BOB)], data: dataOf(5n) });
    expect(burned).toMatchObject({ issuerEvent: { kind: "redeem", account: BOB, amount: 5n } });
  });

  it.each(events)("refuses $signature of $family with its arguments elsewhere", ({ family, ...event }) => {
    const log = { address: tokens[family] as Address, ...issuerLog(event, ALICE, 5n) };
    const topics = log.topics as Hex[];
    for (const wrong of [
      { ...log, topics: [...topics, word(ALICE)] },
      { ...log, topics: topics.slice(0, 1), data: dataOf(...Array<bigint>(event.wordCount + 1).fill(1n)) },
      { ...log, data: `${log.data}00` as Hex },
    ]) {
      expect(decode(wrong)).toEqual({ kind: "refused", reason: expect.stringContaining(event.signature) });
    }
  });

  it.each(events.filter(({ account }) => account !== undefined))(
    "refuses $signature whose account is no address",
    ({ family, ...event }) => {
      const log = issuerLog(event, `0x01${"0".repeat(22)}${ALICE.slice(2)}`, 5n);
      const reason = `${event.signature} whose account is not a 20-byte address`;
      expect(decode({ address: tokens[family] as Address, ...log })).toEqual({ kind: "refused", reason });
    },
  );

  it("leaves another family's events alone, unless the token's own are unverified and it is a freeze", () => {
    for (const { family, ...event } of events) {
      const log = issuerLog(event, ALICE, 5n);
      const others = Object.values(tokens).filter((address) => address !== tokens[family]);
      for (const address of [...others, DEMO_TRYB]) expect(decode({ address, ...log })).toEqual({ kind: "not_ours" });
      const isMoney = event.kind === "issue" || event.kind === "redeem";
      expect(decode({ address: TUSD, ...log }, "ethereum").kind).toBe(isMoney ? "not_ours" : "refused");
    }
  });
});

describe("decodeLog, hostile input", () => {
  it("never throws for a log that parseLog let through", () => {
    const anyHex = fc.uint8Array({ maxLength: 100 }).map(bytesToHex);
    const topic = fc.oneof(
      fc.constantFrom(TRANSFER_TOPIC, ...events.map(({ topic0 }) => topic0), word(ALICE)),
      fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytesToHex),
      anyHex,
    );
    const log = fc.record({
      ...Object.fromEntries(["blockNumber", "transactionIndex", "logIndex"].map((name) => [name, fc.constant("0x1")])),
      ...Object.fromEntries(["blockHash", "transactionHash"].map((name) => [name, fc.constant(word(1n))])),
      address: fc.constantFrom(DEMO_USDT, DEMO_USDC, DEMO_TRYB, ALICE),
      topics: fc.array(topic, { maxLength: 5 }),
      data: fc.oneof(anyHex, fc.constantFrom(dataOf(1n), dataOf(ALICE, 1n)), fc.string()),
    });
    const seen = new Set<string>();
    fc.assert(
      fc.property(log, (json) => {
        try {
          seen.add(decodeLog("demo", parseLog(json), () => 0).kind);
        } catch (error) {
          expect(error).toBeInstanceOf(Problem);
          seen.add("problem");
        }
      }),
      { numRuns: 2_000 },
    );
    for (const kind of ["problem", "refused", "not_ours"]) expect(seen).toContain(kind);
  });
});

function bytesToHex(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes).toString("hex")}`;
}
