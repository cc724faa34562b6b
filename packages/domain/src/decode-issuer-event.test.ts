import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Address } from "./address.ts";
import { decodeIssuerEvents } from "./decode-issuer-event.ts";
import { batchAddressesFrozen } from "./freeze-families/batch-addresses-frozen.ts";
import { trueusd } from "./freeze-families/trueusd.ts";
import type { FreezeEvent } from "./freeze-family.ts";
import { FREEZE_FAMILIES } from "./freeze-family-registry.ts";
import type { Hex } from "./hex.ts";
import { ALICE, BOB, dataOf, dataOfAddresses, issuerLog, word } from "./log.samples.ts";
import { AMOUNT_MAX } from "./money.ts";

const events = FREEZE_FAMILIES.flatMap(({ name, events }) =>
  events.map((event) => [`${event.signature} of ${name}`, event] as const),
);
const [frozen] = batchAddressesFrozen.events as readonly [FreezeEvent, FreezeEvent];
const [blacklisted] = trueusd.events as readonly [FreezeEvent, FreezeEvent];
const someAddress = fc
  .uint8Array({ minLength: 20, maxLength: 20 })
  .map((bytes): Address => `0x${Buffer.from(bytes).toString("hex")}`);

function refusal(event: FreezeEvent) {
  return { kind: "refused", reason: expect.stringContaining(event.signature) };
}

describe.each(events)("%s", (_, event) => {
  it("is read as it was written, up to 2^256 - 1", () => {
    const amounts = fc.oneof(fc.bigInt({ min: 0n, max: AMOUNT_MAX }), fc.constantFrom(0n, AMOUNT_MAX));
    fc.assert(
      fc.property(someAddress, amounts, (account, amount) => {
        expect(decodeIssuerEvents(event, issuerLog(event, account, amount))).toEqual({
          kind: "issuer_event",
          events: [
            {
              kind: event.kind,
              ...((event.account !== undefined || event.accountList) && { account }),
              ...(event.amount !== undefined && { amount }),
            },
          ],
        });
      }),
      { numRuns: 30 },
    );
  });

  it("is refused with a topic more or less, and with data too long or too short", () => {
    const { topics, data } = issuerLog(event, ALICE, 5n);
    for (const wrong of [
      { topics: [...topics, word(ALICE)], data },
      { topics: topics.slice(0, -1), data },
      { topics, data: `${data}00` as Hex },
      { topics, data: `${data}${word(0n).slice(2)}` as Hex },
      { topics, data: data === "0x" ? dataOf(0n) : (data.slice(0, -2) as Hex) },
      { topics, data: data === "0x" ? dataOf(ALICE) : ("0x" as Hex) },
    ]) {
      expect(decodeIssuerEvents(event, wrong)).toEqual(refusal(event));
    }
  });

  it("is refused with its account padded by anything but zeros", () => {
    if (event.account === undefined && !event.accountList) return;
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 96n - 1n }), (padding) => {
        const dirty = issuerLog(event, (padding << 160n) | BigInt(ALICE), 5n);
        expect(decodeIssuerEvents(event, dirty)).toEqual(refusal(event));
      }),
      { numRuns: 30 },
    );
  });
});

describe("a list of accounts", () => {
  it("is an event for each, in the log's order, the same account twice included", () => {
    fc.assert(
      fc.property(fc.array(someAddress, { minLength: 1, maxLength: 20 }), (accounts) => {
        const all = [...accounts, ...accounts];
        expect(decodeIssuerEvents(frozen, { topics: [frozen.topic0], data: dataOfAddresses(all) })).toEqual({
          kind: "issuer_event",
          events: all.map((account) => ({ kind: "freeze", account })),
        });
      }),
    );
  });

  it("is refused when it names nobody", () => {
    expect(decodeIssuerEvents(frozen, { topics: [frozen.topic0], data: dataOfAddresses([]) })).toEqual(refusal(frozen));
  });

  it("is refused as a whole when one of them is no address", () => {
    const data = dataOf(32n, 3n, ALICE, (1n << 200n) | BigInt(BOB), BOB);
    expect(decodeIssuerEvents(frozen, { topics: [frozen.topic0], data })).toEqual(refusal(frozen));
  });
});

describe("one event for both directions", () => {
  const topics = [blacklisted.topic0, word(ALICE)];
  it.each([
    [1n, "freeze"],
    [0n, "unfreeze"],
  ])("means by %s: %s", (flag, kind) => {
    expect(decodeIssuerEvents(blacklisted, { topics, data: dataOf(flag) })).toMatchObject({
      events: [{ kind, account: ALICE }],
    });
  });

  it.each([2n, 256n, AMOUNT_MAX])("is refused with %s", (flag) => {
    expect(decodeIssuerEvents(blacklisted, { topics, data: dataOf(flag) })).toEqual(refusal(blacklisted));
  });
});
