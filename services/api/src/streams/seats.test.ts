import { Problem } from "@redflag/domain/problem";
import { expect, test } from "vitest";
import type { Caller } from "../caller.ts";
import { Seats } from "./seats.ts";

const callerOf = (id: string, subscriberId?: string): Caller => ({
  kind: "key",
  id,
  name: id,
  roles: [],
  permissions: new Set(),
  sandbox: false,
  ...(subscriberId !== undefined && { subscriberId }),
});

const codeOf = (take: () => void): string | undefined => {
  try {
    take();
    return undefined;
  } catch (error) {
    return error instanceof Problem ? error.code : "";
  }
};

test("a seat that is given back is there once, however often it is given back", () => {
  const seats = new Seats({ callerMax: 1, audienceMax: 2 });
  const giveBack = seats.take(callerOf("a"));
  expect(codeOf(() => seats.take(callerOf("a")))).toBe("streams_exceeded");
  giveBack();
  giveBack();
  seats.take(callerOf("a"));
  expect(codeOf(() => seats.take(callerOf("a")))).toBe("streams_exceeded");
  seats.take(callerOf("b"));
  expect(codeOf(() => seats.take(callerOf("c")))).toBe("streams_full");
});

test("keys of one exchange share its seats, and exchanges have as many as staff", () => {
  const seats = new Seats({ callerMax: 1, audienceMax: 1 });
  seats.take(callerOf("staff"));
  seats.take(callerOf("one", "exchange"));
  expect(codeOf(() => seats.take(callerOf("two", "exchange")))).toBe("streams_exceeded");
  expect(codeOf(() => seats.take(callerOf("three", "other")))).toBe("streams_full");
});
