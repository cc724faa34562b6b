import { expect, test } from "vitest";
import { GatheredWork } from "./gathered-work.ts";

/** Work that says what it is given, and ends when it is let. */
function heldWork(batchItemsMax = 10, batchesMax = 1) {
  const batches: string[][] = [];
  const ends: Array<PromiseWithResolvers<string>> = [];
  const work = new GatheredWork<string, string>(
    (items) => {
      batches.push([...items]);
      const end = Promise.withResolvers<string>();
      ends.push(end);
      return end.promise;
    },
    { batchItemsMax, batchesMax },
  );
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { work, batches, ends, turn };
}

test("what comes in one turn is one batch, and what comes while it is under way is the next", async () => {
  const { work, batches, ends, turn } = heldWork();
  const first = [work.add("a"), work.add("b")];
  await turn();
  const second = [work.add("c"), work.add("d")];
  await turn();
  expect(batches).toEqual([["a", "b"]]);
  expect(work.waitingCount).toBe(2);
  ends[0]?.resolve("one");
  expect(await Promise.all(first)).toEqual(["one", "one"]);
  await turn();
  expect(batches).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
  ends[1]?.resolve("two");
  expect(await Promise.all(second)).toEqual(["two", "two"]);
  await work.ended();
  expect(work.isIdle).toBe(true);
});

test("a batch that fails is told to its own alone, and no batch is longer than it may be", async () => {
  const { work, batches, ends, turn } = heldWork(2);
  const results = Promise.allSettled(["a", "b", "c"].map((item) => work.add(item)));
  await turn();
  ends[0]?.reject(new Error("broken"));
  await turn();
  ends[1]?.resolve("done");
  expect((await results).map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
  expect(batches).toEqual([["a", "b"], ["c"]]);
});

test("as many batches are under way as may be, and what comes then gathers", async () => {
  const { work, batches, ends, turn } = heldWork(10, 2);
  const results: Array<Promise<string>> = [];
  for (const item of ["a", "b", "c", "d"]) {
    results.push(work.add(item));
    await turn();
  }
  expect(batches).toEqual([["a"], ["b"]]);
  ends[1]?.resolve("two");
  await turn();
  expect(batches[2]).toEqual(["c", "d"]);
  ends[2]?.resolve("three");
  ends[0]?.resolve("one");
  expect(await Promise.all(results)).toEqual(["one", "two", "three", "three"]);
  await work.ended();
  expect(work.isIdle).toBe(true);
});

test("what is asked for as soon as an answer comes is answered, too", async () => {
  const work = new GatheredWork<string, string>(async ([first]) => `${first}`, { batchItemsMax: 1 });
  const chains = ["a", "b", "c"].map((item) => work.add(item).then((said) => work.add(`${said} again`)));
  expect(await Promise.all(chains)).toEqual(["a again", "b again", "c again"]);
});
