import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Address } from "./address.ts";
import type { BridgeEventShape } from "./bridge.ts";
import { BRIDGES, listBridgeContracts } from "./bridge-registry.ts";
import { layerzeroOft } from "./bridges/layerzero-oft.ts";
import { type DecodedLog, decodeLog } from "./decode-log.ts";
import { TRANSFER_TOPIC } from "./decode-transfer.ts";
import { batchAddressesFrozen } from "./freeze-families/batch-addresses-frozen.ts";
import { circle } from "./freeze-families/circle.ts";
import { tetherLegacy } from "./freeze-families/tether-legacy.ts";
import type { FreezeEvent } from "./freeze-family.ts";
import { FREEZE_FAMILIES } from "./freeze-family-registry.ts";
import type { Hex } from "./hex.ts";
import {
  ALICE,
  BOB,
  DEMO_TRYB,
  DEMO_USDC,
  DEMO_USDT,
  dataOf,
  dataOfAddresses,
  issuerLog,
  sampleLog,
  word,
} from "./log.samples.ts";
import { AMOUNT_MAX } from "./money.ts";
import { parseLog } from "./parse-log.ts";
import { Problem } from "./problem.ts";
import { listContracts } from "./token-registry.ts";
import type { Log } from "./transfer.ts";

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
  const tokens = { tether_legacy: DEMO_USDT, circle: DEMO_USDC };
  const [added] = tetherLegacy.events as readonly [FreezeEvent, ...FreezeEvent[]];
  const [, , mint, burn] = circle.events as readonly [FreezeEvent, FreezeEvent, FreezeEvent, FreezeEvent];

  it("names the token, the place and the ordinal within the log", () => {
    expect(decode(issuerLog(added, ALICE, 5n))).toEqual({
      kind: "issuer_event",
      issuerEvents: [
        {
          ...{ blockNumber: 1, logIndex: 0, txHash: word(2n), ordinal: 0 },
          ...{ token: DEMO_USDT, kind: "freeze", account: ALICE },
        },
      ],
    });
  });

  it("numbers the accounts of one log", () => {
    const [frozen] = batchAddressesFrozen.events as readonly [FreezeEvent, FreezeEvent];
    const eurcv = "0x5f7827fdeb7c20b443265fc2f40845b715385ff2";
    const log = { address: eurcv, topics: [frozen.topic0], data: dataOfAddresses([BOB, ALICE, BOB]) } as const;
    expect(decode(log, "ethereum")).toMatchObject({
      issuerEvents: [
        { ordinal: 0, account: BOB },
        { ordinal: 1, account: ALICE },
        { ordinal: 2, account: BOB },
      ],
    });
  });

  it("names who received a mint, not the minter, and who burned", () => {
    const minted = { address: DEMO_USDC, topics: [mint.topic0, word(BOB), word(ALICE)], data: dataOf(5n) };
    expect(decode(minted)).toMatchObject({ issuerEvents: [{ kind: "issue", account: ALICE, amount: 5n }] });
    const burned = { address: DEMO_USDC, topics: [burn.topic0, word(BOB)], data: dataOf(5n) };
    expect(decode(burned)).toMatchObject({ issuerEvents: [{ kind: "redeem", account: BOB, amount: 5n }] });
  });

  it("leaves another family's events alone", () => {
    for (const { family, ...event } of events) {
      const log = issuerLog(event, ALICE, 5n);
      const others = Object.entries(tokens).filter(([name]) => !topicsOf(name).has(event.topic0));
      for (const address of [...others.map(([, token]) => token), DEMO_TRYB]) {
        expect(decode({ address, ...log })).toEqual({ kind: "not_ours" });
      }
    }
  });

  it("refuses any family's freeze from a token whose own are unverified, not its mints", () => {
    const known = listContracts("ethereum").find(({ contract }) => contract.freezes === "unverified");
    if (known === undefined) throw new Error("no unverified token left: take another for this test");
    const { address } = known.contract;
    for (const event of events) {
      const { kind } = decode({ address, ...issuerLog(event, ALICE, 5n) }, "ethereum");
      expect(kind).toBe(event.kind === "issue" || event.kind === "redeem" ? "not_ours" : "refused");
    }
  });

  function topicsOf(family: string): Set<Hex> {
    return new Set(events.filter((event) => event.family === family).map(({ topic0 }) => topic0));
  }
});

describe("decodeLog, bridge events", () => {
  const [sent] = layerzeroOft.events as readonly [BridgeEventShape, ...BridgeEventShape[]];
  const log = {
    address: "0x6c96de32cea08842dcc4058c14d3aaad7fa41dee",
    topics: [sent.topic0, word(9n), word(ALICE)],
    data: dataOf(30_110n, 5n, 5n),
  } as const;

  it("names the bridge, the place and the link", () => {
    expect(decode(log, "ethereum")).toEqual({
      kind: "bridge_event",
      bridgeEvent: {
        ...{ blockNumber: 1, logIndex: 0, txHash: word(2n), contract: log.address },
        ...{ bridge: "layerzero_oft", kind: "sent", linkId: `oft:${word(9n)}`, remoteDomain: 30_110 },
        ...{ account: ALICE, token: "0xdac17f958d2ee523a2206206994597c13d831ec7", amount: 5n },
      },
    });
  });

  it("refuses what the bridge does not write, and leaves its other events and other chains alone", () => {
    expect(decode({ ...log, data: dataOf(30_110n, 5n) }, "ethereum").kind).toBe("refused");
    expect(decode({ ...log, topics: [word(1n)] }, "ethereum")).toEqual({ kind: "not_ours" });
    expect(decode({ ...log, topics: [] }, "ethereum")).toEqual({ kind: "not_ours" });
    expect(decode(log, "demo")).toEqual({ kind: "not_ours" });
  });
});

describe("decodeLog, hostile input", () => {
  it("never throws for a log that parseLog let through", () => {
    const anyHex = fc.uint8Array({ maxLength: 100 }).map(bytesToHex);
    const known = ["demo", "ethereum"].flatMap((chain) => [...listContracts(chain), ...listBridgeContracts(chain)]);
    const topics0 = [...events, ...BRIDGES.flatMap((bridge) => bridge.events)].map(({ topic0 }) => topic0);
    const topic = fc.oneof(
      fc.constantFrom(TRANSFER_TOPIC, ...topics0),
      fc.constant(word(ALICE)),
      fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytesToHex),
      anyHex,
    );
    const data = fc.oneof(
      anyHex,
      fc.constantFrom(dataOf(1n), dataOf(ALICE, 1n), dataOf(32n, 2n ** 256n - 1n), dataOfAddresses([ALICE])),
      fc.array(fc.constantFrom(0n, 1n, 32n, 96n, BigInt(ALICE)), { maxLength: 9 }).map((words) => dataOf(...words)),
      fc.string(),
    );
    const log = fc.record({
      ...Object.fromEntries(["blockNumber", "transactionIndex", "logIndex"].map((name) => [name, fc.constant("0x1")])),
      ...Object.fromEntries(["blockHash", "transactionHash"].map((name) => [name, fc.constant(word(1n))])),
      address: fc.constantFrom(ALICE, ...known.map(({ contract }) => contract.address)),
      topics: fc.array(topic, { maxLength: 5 }),
      data,
    });
    const seen = new Set<string>();
    fc.assert(
      fc.property(log, fc.constantFrom("demo", "ethereum"), (json, chain) => {
        try {
          seen.add(decodeLog(chain, parseLog(json), () => 0).kind);
        } catch (error) {
          expect(error).toBeInstanceOf(Problem);
          seen.add("problem");
        }
      }),
      { numRuns: 3_000 },
    );
    for (const kind of ["problem", "refused", "not_ours"]) expect(seen).toContain(kind);
  });
});

function bytesToHex(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes).toString("hex")}`;
}
