import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Address } from "./address.ts";
import { FreezeBook, type FreezeEvent, freezeSpells } from "./freeze-book.ts";

const ACCOUNTS = ["0x0000000000000000000000000000000000000a01", "0x0000000000000000000000000000000000000a02"] as const;
const TOKENS = ["0x0000000000000000000000000000000000000c01", "0x0000000000000000000000000000000000000c02"] as const;

function event(
  kind: FreezeEvent["kind"],
  blockNumber: number,
  logIndex = 0,
  account: Address = ACCOUNTS[0],
  token: Address = TOKENS[0],
): FreezeEvent {
  const txHash = `0x${blockNumber.toString(16).padStart(64, "0")}` as const;
  return { kind, blockNumber, logIndex, ordinal: 0, txHash, token, account, time: blockNumber };
}

/** In ledger order, each place once. */
const events: fc.Arbitrary<FreezeEvent[]> = fc
  .uniqueArray(
    fc.record({
      kind: fc.constantFrom("freeze" as const, "unfreeze" as const),
      blockNumber: fc.integer({ min: 1, max: 12 }),
      logIndex: fc.integer({ min: 0, max: 3 }),
      account: fc.constantFrom<Address>(...ACCOUNTS),
      token: fc.constantFrom<Address>(...TOKENS),
    }),
    { selector: ({ blockNumber, logIndex }) => `${blockNumber}/${logIndex}`, maxLength: 30 },
  )
  .map((list) =>
    list
      .map(({ kind, blockNumber, logIndex, account, token }) => event(kind, blockNumber, logIndex, account, token))
      .sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex),
  );
const place = fc.record({ blockNumber: fc.integer({ min: 0, max: 13 }), logIndex: fc.integer({ min: 0, max: 4 }) });

function isBefore(a: { blockNumber: number; logIndex: number }, b: typeof a): boolean {
  return a.blockNumber < b.blockNumber || (a.blockNumber === b.blockNumber && a.logIndex < b.logIndex);
}

describe("FreezeBook", () => {
  it("says that a freeze stands exactly where the last word before the place is one", () => {
    fc.assert(
      fc.property(events, place, (given, at) => {
        const book = new FreezeBook();
        book.add(given);
        for (const account of ACCOUNTS) {
          const standing = book.freezesAt(account, at).map(({ token }) => token);
          const expected = TOKENS.filter((token) => {
            const said = given.filter((one) => one.account === account && one.token === token && isBefore(one, at));
            return said.at(-1)?.kind === "freeze";
          });
          expect([...standing].sort()).toEqual(expected);
        }
      }),
    );
  });

  it("gives the same however the events were cut, and after a branch was let go and given again", () => {
    fc.assert(
      fc.property(events, fc.nat(13), fc.nat(13), place, (given, cut, fork, at) => {
        const whole = new FreezeBook();
        whole.add(given);
        const parts = new FreezeBook();
        parts.add(given.filter(({ blockNumber }) => blockNumber <= cut));
        parts.add(given.filter(({ blockNumber }) => blockNumber > cut));
        parts.truncateAbove(fork);
        parts.add(given.filter(({ blockNumber }) => blockNumber > fork));
        for (const account of ACCOUNTS) expect(parts.freezesAt(account, at)).toEqual(whole.freezesAt(account, at));
      }),
    );
  });

  it("knows nothing above a block once that is let go", () => {
    fc.assert(
      fc.property(events, fc.nat(13), (given, fork) => {
        const kept = new FreezeBook();
        kept.add(given);
        kept.truncateAbove(fork);
        const only = new FreezeBook();
        only.add(given.filter(({ blockNumber }) => blockNumber <= fork));
        const end = { blockNumber: 99, logIndex: 0 };
        for (const account of ACCOUNTS) expect(kept.freezesAt(account, end)).toEqual(only.freezesAt(account, end));
      }),
    );
  });

  it("refuses what comes out of order or twice", () => {
    const book = new FreezeBook();
    book.add([event("freeze", 5)]);
    expect(() => book.add([event("unfreeze", 4)])).toThrow("ledger order");
    expect(() => book.add([event("freeze", 5)])).toThrow("ledger order");
  });
});

test("a freeze said twice is one, from the first; an end without a freeze is none", () => {
  const [first, again, end, stray] = [
    event("freeze", 1),
    event("freeze", 2),
    event("unfreeze", 3),
    event("unfreeze", 4),
  ];
  expect(freezeSpells([first, again, end, stray])).toEqual([
    { account: ACCOUNTS[0], token: TOKENS[0], frozen: first, lifted: end },
  ]);
  expect(freezeSpells([first, again])).toEqual([{ account: ACCOUNTS[0], token: TOKENS[0], frozen: first }]);
});
