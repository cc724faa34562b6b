import fc from "fast-check";
import { expect, test } from "vitest";
import type { HeldWatch } from "./private-watch.ts";
import { isHeldAt, WatchBook } from "./watch-book.ts";

const ADDRESSES = (["a1", "b2"] as const).map((byte) => `0x${byte.repeat(20)}` as const);

const anyWatch = fc
  .record({
    address: fc.constantFrom(...ADDRESSES),
    family: fc.constantFrom("eip155" as const, "tron" as const),
    firstSeq: fc.integer({ min: 1, max: 30 }),
    life: fc.option(fc.integer({ min: 1, max: 10 })),
  })
  .map(({ life, ...watch }) => ({ ...watch, ...(life !== null && { endedSeq: watch.firstSeq + life }) }));

test("a book that grew by changes, in whatever stretches, says of each number what a look at all watches says", () => {
  fc.assert(
    fc.property(fc.array(anyWatch, { maxLength: 12 }), fc.array(fc.integer({ min: 1, max: 40 })), (made, stops) => {
      const all = made.map((watch, i): HeldWatch => ({ ...watch, id: String(i).padStart(2, "0"), owner: "user:x" }));
      const book = new WatchBook();
      let upTo = 0;
      for (const seq of [...stops.sort((a, b) => a - b), 40]) {
        const changed = (at: number | undefined) => at !== undefined && at > upTo && at <= seq;
        // As they stood then: of what ends later nothing is known.
        const known = all
          .filter(({ firstSeq, endedSeq }) => changed(firstSeq) || changed(endedSeq))
          .map(({ endedSeq, ...watch }) =>
            endedSeq !== undefined && endedSeq <= seq ? { ...watch, endedSeq } : watch,
          );
        book.add(known);
        upTo = seq;
        for (let at = 0; at <= upTo; at++) {
          for (const address of ADDRESSES) {
            const expected = all.filter((w) => w.address === address && w.family === "tron" && isHeldAt(w, at));
            expect(book.watchesAt(address, "tron", at).map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
          }
          const begun = all.filter((w) => w.family === "eip155" && w.firstSeq > at && isHeldAt(w, upTo));
          expect(new Set(book.begunBetween("eip155", at, upTo).map(({ id }) => id))).toEqual(
            new Set(begun.map(({ id }) => id)),
          );
        }
      }
    }),
  );
});
