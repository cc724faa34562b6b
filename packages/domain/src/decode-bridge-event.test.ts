import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Address } from "./address.ts";
import type { Bridge, BridgeContract, BridgeEventShape } from "./bridge.ts";
import { BRIDGES } from "./bridge-registry.ts";
import { cctpV1 } from "./bridges/cctp-v1.ts";
import { cctpV2 } from "./bridges/cctp-v2.ts";
import { layerzeroOft } from "./bridges/layerzero-oft.ts";
import { decodeBridgeEvent } from "./decode-bridge-event.ts";
import type { Hash, Hex } from "./hex.ts";
import { ALICE, BOB, dataOf, dataWithBytes, word } from "./log.samples.ts";
import { AMOUNT_MAX } from "./money.ts";

const ARGUMENTS = ["nonce", "remoteDomain", "account", "remoteAccount", "token", "amount"] as const;
type Arguments = Partial<Record<(typeof ARGUMENTS)[number], bigint | Address>>;

/** The event as its contract emits it; what no argument names is 1, and its tail is what is given. */
function bridgeLog(shape: BridgeEventShape, values: Arguments, tail: Hex = "0x0102"): { topics: Hash[]; data: Hex } {
  const topics = [shape.topic0, ...Array.from({ length: shape.topicCount - 1 }, () => word(1n))];
  const words: Array<bigint | Address> = Array.from({ length: shape.wordCount - (shape.hasTail ? 1 : 0) }, () => 1n);
  for (const argument of ARGUMENTS) {
    const place = shape[argument];
    const value = values[argument] ?? 1n;
    if (place !== undefined && "topic" in place) topics[place.topic] = word(value);
    else if (place !== undefined) words[place.word] = value;
  }
  return { topics, data: shape.hasTail ? dataWithBytes(words, tail) : dataOf(...words) };
}

function named(bridge: Bridge, name: string): BridgeEventShape {
  const shape = bridge.events.find(({ signature }) => signature.startsWith(`${name}(`));
  if (shape === undefined) throw new Error(`${bridge.name} has no ${name}`);
  return shape;
}

function contractOn(bridge: Bridge, chain: string): BridgeContract {
  const contract = bridge.contracts.find((one) => one.chain === chain);
  if (contract === undefined) throw new Error(`${bridge.name} is not on ${chain}`);
  return contract;
}

const plain = BRIDGES.flatMap((bridge) =>
  bridge.events
    .filter(({ message }) => !message)
    .map((shape) => [`${shape.signature} of ${bridge.name}`, bridge, shape] as const),
);
const all = BRIDGES.flatMap((bridge) =>
  bridge.events.map((shape) => [`${shape.signature} of ${bridge.name}`, bridge, shape] as const),
);
const someAddress = fc
  .uint8Array({ minLength: 20, maxLength: 20 })
  .map((bytes): Address => `0x${Buffer.from(bytes).toString("hex")}`);

describe.each(plain)("%s", (_, bridge, shape) => {
  const contract = contractOn(bridge, "ethereum");
  const decode = (log: { topics: Hash[]; data: Hex }) => decodeBridgeEvent(bridge, contract, shape, log);
  const refusal = { kind: "refused", reason: expect.stringContaining(shape.signature) };

  it("is read as it was written, up to 2^256 - 1", () => {
    const values = fc.record({
      nonce: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      remoteDomain: fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }),
      account: someAddress,
      remoteAccount: fc.bigInt({ min: 0n, max: AMOUNT_MAX }),
      token: someAddress,
      amount: fc.oneof(fc.bigInt({ min: 0n, max: AMOUNT_MAX }), fc.constantFrom(0n, AMOUNT_MAX)),
    });
    const someTail = fc.uint8Array({ maxLength: 80 }).map((bytes): Hex => `0x${Buffer.from(bytes).toString("hex")}`);
    fc.assert(
      fc.property(values, someTail, (given, tail) => {
        const source = shape.kind === "sent" ? contract.domain : Number(given.remoteDomain);
        const token = shape.token === undefined ? contract.token : given.token;
        expect(decode(bridgeLog(shape, given, tail))).toEqual({
          kind: "bridge_event",
          event: {
            bridge: bridge.name,
            contract: contract.address,
            kind: shape.kind,
            ...(shape.nonce && { linkId: bridge.linkOf(word(given.nonce), source) }),
            ...(shape.remoteDomain && { remoteDomain: Number(given.remoteDomain) }),
            ...(shape.account && { account: given.account }),
            ...(shape.remoteAccount && { remoteAccount: word(given.remoteAccount) }),
            ...(shape.amount && token && { token }),
            ...(shape.amount && { amount: given.amount }),
          },
        });
      }),
      { numRuns: 50 },
    );
  });

  it("is refused when a domain, an account or a token is padded by anything but zeros", () => {
    for (const argument of ["account", "token"] as const) {
      if (shape[argument] !== undefined) expect(decode(bridgeLog(shape, { [argument]: 1n << 160n }))).toEqual(refusal);
    }
    if (shape.remoteDomain !== undefined)
      expect(decode(bridgeLog(shape, { remoteDomain: 1n << 32n }))).toEqual(refusal);
  });
});

describe.each(all)("%s", (_, bridge, shape) => {
  it("is refused with a topic more or less, and with data too long or too short", () => {
    const contract = contractOn(bridge, "ethereum");
    const { topics, data } = bridgeLog(shape, {});
    for (const wrong of [
      { topics: [...topics, word(ALICE)], data },
      { topics: topics.slice(0, -1), data },
      { topics, data: "0x" as Hex },
      { topics, data: `${data}00` as Hex },
      { topics, data: data.slice(0, -2) as Hex },
      { topics, data: `${data}${word(0n).slice(2)}` as Hex },
    ]) {
      expect(decodeBridgeEvent(bridge, contract, shape, wrong)).toEqual({
        kind: "refused",
        reason: expect.stringContaining(shape.signature),
      });
    }
  });
});

describe("the legs of one transfer", () => {
  const link = (bridge: Bridge, chain: string, name: string, values: Arguments) => {
    const shape = named(bridge, name);
    const decoded = decodeBridgeEvent(bridge, contractOn(bridge, chain), shape, bridgeLog(shape, values));
    return decoded.kind === "refused" ? decoded.reason : decoded.event.linkId;
  };

  it("share LayerZero's guid", () => {
    const nonce = 2n ** 255n + 1n;
    const sent = link(layerzeroOft, "ethereum", "OFTSent", { nonce, remoteDomain: 30_110n });
    expect(sent).toBe(`oft:${word(nonce)}`);
    expect(link(layerzeroOft, "arbitrum", "OFTReceived", { nonce, remoteDomain: 30_101n })).toBe(sent);
  });

  it("share CCTP version 1's source domain and nonce, and another domain's nonce is another", () => {
    const sent = link(cctpV1, "arbitrum", "DepositForBurn", { nonce: 7n, remoteDomain: 0n });
    expect(sent).toBe("cctp1:3:7");
    expect(link(cctpV1, "ethereum", "MessageReceived", { nonce: 7n, remoteDomain: 3n })).toBe(sent);
    expect(link(cctpV1, "ethereum", "MessageReceived", { nonce: 7n, remoteDomain: 6n })).toBe("cctp1:6:7");
  });

  it("have no nonce wider than 64 bits in CCTP version 1, and none before it is received in version 2", () => {
    expect(link(cctpV1, "ethereum", "MessageReceived", { nonce: 2n ** 64n, remoteDomain: 3n })).toContain("nonce");
    expect(link(cctpV1, "ethereum", "DepositForBurn", { nonce: 2n ** 64n - 1n })).toBe("cctp1:0:18446744073709551615");
    expect(link(cctpV2, "base", "DepositForBurn", { remoteDomain: 0n })).toBeUndefined();
    expect(link(cctpV2, "base", "MessageReceived", { nonce: AMOUNT_MAX })).toBe(`cctp2:${word(AMOUNT_MAX)}`);
  });
});

describe("MessageSent", () => {
  /** Bytes of so many, one after the other. */
  const packed = (...fields: ReadonlyArray<readonly [value: bigint, byteCount: number]>): Hex =>
    `0x${fields.map(([value, byteCount]) => value.toString(16).padStart(byteCount * 2, "0")).join("")}`;
  const words = (count: number) => Array.from({ length: count }, () => [BigInt(BOB), 32] as const);
  const headV1 = (version: bigint, from: bigint, to: bigint, nonce: bigint) =>
    packed([version, 4], [from, 4], [to, 4], [nonce, 8], ...words(3));
  const headV2 = (version: bigint, from: bigint, to: bigint) =>
    packed([version, 4], [from, 4], [to, 4], [0n, 32], ...words(3), [1_000n, 4], [0n, 4]);
  const decode = (bridge: Bridge, message: Hex) => {
    const shape = named(bridge, "MessageSent");
    return decodeBridgeEvent(bridge, contractOn(bridge, "polygon"), shape, bridgeLog(shape, {}, message));
  };

  it("names the domain it goes to, and in version 1 the link", () => {
    const event = { contract: contractOn(cctpV1, "polygon").address, kind: "message_sent", remoteDomain: 5 };
    for (const body of ["", "00", "ab".repeat(132)]) {
      expect(decode(cctpV1, `${headV1(0n, 7n, 5n, 2n ** 64n - 1n)}${body}`)).toEqual({
        kind: "bridge_event",
        event: { ...event, bridge: "cctp_v1", linkId: "cctp1:7:18446744073709551615" },
      });
      expect(decode(cctpV2, `${headV2(1n, 7n, 5n)}${body}`)).toEqual({
        kind: "bridge_event",
        event: { ...event, bridge: "cctp_v2", contract: contractOn(cctpV2, "polygon").address },
      });
    }
  });

  it.each<[string, Bridge, Hex]>([
    ["shorter than 116 bytes", cctpV1, headV1(0n, 7n, 5n, 1n).slice(0, -2) as Hex],
    ["shorter than 148 bytes", cctpV2, headV2(1n, 7n, 5n).slice(0, -2) as Hex],
    ["shorter than 116 bytes", cctpV1, "0x"],
    ["of version 1, not 0", cctpV1, headV1(1n, 7n, 5n, 1n)],
    ["of version 0, not 1", cctpV2, headV2(0n, 7n, 5n)],
    ["from domain 6, not 7", cctpV1, headV1(0n, 6n, 5n, 1n)],
    ["from domain 0, not 7", cctpV2, headV2(1n, 0n, 5n)],
  ])("is refused when its message is %s", (fault, bridge, message) => {
    expect(decode(bridge, message)).toEqual({ kind: "refused", reason: expect.stringContaining(fault) });
  });
});
