import { expect, test } from "vitest";
import { ExampleChain, who } from "./example-chain.ts";
import type { NovelEdge } from "./novel-edge.ts";
import { GROUP_EDGES_MAX, GroupBook, type RatedSighting, rankOf } from "./payment-group.ts";

const DAY_S = 86_400;
const chain = new ExampleChain();
const edges = Array.from({ length: 100 }, (_, i) => chain.pay(61, `f${i}`, `t${i}`, 100) as NovelEdge);

function sighting(rating: number, from: number, to: number, { shape = "ring", opens = true } = {}) {
  const own = edges.slice(from, to);
  return { shape, version: 1, layer: "novel", anchor: who("a"), edges: own, opens, text: "seen", rating } as const;
}
/** Payment after payment, each at its day. */
class Book {
  readonly #book = new GroupBook();
  #payments = 0;

  add(seen: RatedSighting, time: number) {
    const opening = {
      txHash: `0x${(this.#payments++).toString(16).padStart(64, "0")}`,
      token: who("t"),
      txOrdinal: 0,
    } as const;
    const ordinal = seen.edges.at(-1)?.ordinal ?? 0;
    return this.#book.add(seen, { ordinal, time, opening }, { opening: 4, joining: 3 });
  }
}
const newBook = () => new Book();
const sizeOf = (put: ReturnType<Book["add"]>) => put?.group.edges.size;

test("a sighting opens a group from the one threshold on, and joins one from the other on", () => {
  const book = newBook();
  expect(book.add(sighting(3.9, 0, 5), 0)).toBeUndefined();
  expect(book.add(sighting(9, 0, 5, { opens: false }), 0)).toBeUndefined();
  const opened = book.add(sighting(4, 0, 5), 0);
  expect(opened).toMatchObject({ isNew: true, group: { subject: who("a"), openedAt: 0 } });
  expect(book.add(sighting(2.9, 2, 8), 1)).toBeUndefined();
  const joined = book.add(sighting(3, 2, 8, { opens: false }), 1);
  expect(joined?.group).toBe(opened?.group);
  expect([joined?.isNew, sizeOf(joined)]).toEqual([false, 8]);
});

test("a weak sighting mostly of other payments brings no more than a quarter of what the group has, a strong one brings all", () => {
  const book = newBook();
  book.add(sighting(5, 0, 20), 0);
  expect(book.add(sighting(3.9, 16, 25), 0)?.isNew).toBe(false);
  expect(book.add(sighting(3.9, 22, 32), 0)).toBeUndefined();
  expect(sizeOf(book.add(sighting(4, 22, 32), 0))).toBe(32);
});

test("one shared payment is not enough, unless it is half of what was seen", () => {
  const book = newBook();
  const first = book.add(sighting(5, 0, 5), 0);
  expect(book.add(sighting(5, 4, 9), 0)?.isNew).toBe(true);
  expect(book.add(sighting(5, 0, 1), 0)?.group).toBe(first?.group);
});

test("the group with which more is shared takes it", () => {
  const book = newBook();
  book.add(sighting(5, 0, 5), 0);
  const second = book.add(sighting(5, 10, 20), 0);
  expect(book.add(sighting(5, 3, 15), 0)?.group).toBe(second?.group);
});

test("a group takes no more than one review reads", () => {
  const book = newBook();
  const opened = book.add(sighting(5, 0, 50), 0);
  expect(book.add(sighting(5, 45, 65), 0)).toBeUndefined();
  expect(sizeOf(opened)).toBe(50);
  expect(sizeOf(book.add(sighting(5, 40, 60), 0))).toBe(GROUP_EDGES_MAX);
});

test("what nothing was added to for a month takes nothing more", () => {
  const book = newBook();
  const old = book.add(sighting(5, 0, 5), 0);
  const later = book.add(sighting(5, 0, 6), 31 * DAY_S);
  expect([later?.isNew, later?.group === old?.group]).toEqual([true, false]);
});

test("ranked by the strongest shape and a part of the next two", () => {
  const book = newBook();
  const put = book.add(sighting(5, 0, 5), 0);
  for (const [shape, rating] of [
    ["fan", 4],
    ["chain", 3.5],
    ["other", 3],
    ["ring", 4.5],
  ] as const) {
    book.add(sighting(rating, 0, 5, { shape }), 0);
  }
  expect(put && rankOf(put.group)).toBeCloseTo(5 + 0.3 * (4 + 3.5), 9);
});
