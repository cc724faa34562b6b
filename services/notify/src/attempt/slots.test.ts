import { expect, test } from "vitest";
import { Slots } from "./slots.ts";

test("so many at a time, and whoever waits goes in the order of coming", async () => {
  const slots = new Slots(2);
  const order: number[] = [];
  const takes = [1, 2, 3, 4].map(async (name) => {
    await slots.take(60_000, undefined);
    order.push(name);
  });
  await Promise.all(takes.slice(0, 2));
  expect(order).toEqual([1, 2]);
  slots.free();
  await takes[2];
  slots.free();
  await takes[3];
  expect(order).toEqual([1, 2, 3, 4]);
  slots.free();
  expect(slots.isUsed).toBe(true);
  slots.free();
  expect(slots.isUsed).toBe(false);
});

test("whoever has waited too long, or is stopped, takes nobody's turn", async () => {
  const slots = new Slots(1);
  const stop = new AbortController();
  await slots.take(0, undefined);
  const late = slots.take(1, undefined);
  const stopped = slots.take(60_000, stop.signal);
  const patient = slots.take(60_000, undefined);
  expect(await late).toBe(false);
  stop.abort(new Error("shutting down"));
  await expect(stopped).rejects.toThrow("shutting down");
  slots.free();
  expect(await patient).toBe(true);
  slots.free();
  expect(slots.isUsed).toBe(false);
});
