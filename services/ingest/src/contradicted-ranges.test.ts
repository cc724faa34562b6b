import { Problem } from "@redflag/domain/problem";
import { expect, test } from "vitest";
import { ContradictedRanges } from "./contradicted-ranges.ts";

const contradiction = () => new Problem("answer_incomplete", "a and b do not give the same logs");

function attempts(failure: () => Problem | undefined) {
  const ranges = new ContradictedRanges();
  let asked = 0;
  return async (key: string, atMs: number): Promise<number> => {
    const step = async () => {
      asked++;
      const problem = failure();
      if (problem !== undefined) throw problem;
    };
    await ranges.attempt(key, step, () => atMs).catch(() => undefined);
    return asked;
  };
}

test("a range that stays contradicted is asked for ever more rarely, at least once a minute", async () => {
  const attempt = attempts(contradiction);
  const askedAt: number[] = [];
  let before = 0;
  for (let atMs = 0; atMs <= 300_000; atMs += 1_000) {
    const asked = await attempt("read/tron/7", atMs);
    if (asked > before) askedAt.push(atMs / 1_000);
    before = asked;
  }
  expect(askedAt).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243]);
});

test("others are not held up by it, and the failure is passed on", async () => {
  const attempt = attempts(contradiction);
  for (const atMs of [0, 1, 2]) await attempt("read/tron/7", atMs);
  expect(await attempt("read/tron/8", 3)).toBe(3);
  expect(await attempt("prove/tron/7", 3)).toBe(4);
  const work = new ContradictedRanges().attempt("read/tron/7", () => Promise.reject(contradiction()));
  await expect(work).rejects.toMatchObject({ code: "answer_incomplete" });
});

test("an endpoint that is merely down does not let a range rest, and what succeeds begins anew", async () => {
  const down = attempts(() => new Problem("endpoint_unreachable", "a"));
  for (const atMs of [0, 1, 2]) await down("read/tron/7", atMs);
  expect(await down("read/tron/7", 3)).toBe(4);

  let isContradicted = true;
  const mended = attempts(() => (isContradicted ? contradiction() : undefined));
  for (const atMs of [0, 1]) await mended("read/tron/7", atMs);
  isContradicted = false;
  expect(await mended("read/tron/7", 5_000)).toBe(3);
  isContradicted = true;
  for (const atMs of [5_001, 5_002]) await mended("read/tron/7", atMs);
  expect(await mended("read/tron/7", 5_003)).toBe(5);
});

test("it remembers no more than a bounded number", async () => {
  const attempt = attempts(contradiction);
  for (const atMs of [0, 1]) await attempt("first", atMs);
  for (let i = 0; i < 1_000; i++) await attempt(`${i}`, 2);
  expect(await attempt("first", 3)).toBe(1_003);
});
