import type { StoredKey } from "@redflag/store/api-key";
import { expect, test } from "vitest";
import { KeyCache } from "./key-cache.ts";

const KEY: StoredKey = {
  id: "1",
  name: "a key",
  role: "ops",
  scopes: [],
  sandbox: false,
  prefix: "rf_live_abcd",
  createdBy: "system",
  createdAt: new Date("2026-01-01T00:00:00Z"),
  version: 1,
  expiresAt: new Date("2030-01-01T00:00:00Z"),
};

test("a key is read once a second, and at once where many ask together", async () => {
  let readCount = 0;
  const cache = new KeyCache(async () => {
    readCount++;
    return KEY;
  });
  await Promise.all([cache.find("a", 0), cache.find("a", 0), cache.find("a", 999)]);
  expect(await cache.find("a", 999)).toBe(KEY);
  expect(readCount).toBe(1);
  await cache.find("a", 1_000);
  expect(readCount).toBe(2);
});

test("a key that is revoked while it is being read is not taken for longer than a second after", async () => {
  const answers: Array<(key: StoredKey | undefined) => void> = [];
  const cache = new KeyCache(() => new Promise((resolve) => answers.push(resolve)));
  const reading = cache.find("a", 0);
  answers[0]?.(KEY);
  await reading;
  // The answer may have come late: what counts is when it was asked for.
  const again = cache.find("a", 1_000);
  answers[1]?.(undefined);
  expect(await again).toBeUndefined();
  expect(cache.knows("a")).toBe(false);
});

test("wrong secrets push out one another and no right one; a failed reading is not remembered", async () => {
  let fails = false;
  const cache = new KeyCache(async () => {
    if (fails) throw new Error("no database");
    return readRight ? KEY : undefined;
  });
  let readRight = true;
  await cache.find("right", 0);
  readRight = false;
  for (let i = 0; i < 10_001; i++) await cache.find(`wrong ${i}`, 0);
  expect(cache.knows("right")).toBe(true);
  fails = true;
  await expect(async () => cache.find("wrong 0", 0)).rejects.toThrow("no database");
  fails = false;
  expect(await cache.find("wrong 0", 0)).toBeUndefined();
});
