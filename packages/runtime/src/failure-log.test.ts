import { Problem } from "@redflag/domain/problem";

import { expect, test } from "vitest";
import { FailureLog } from "./failure-log.ts";
import type { Logger } from "./logger.ts";

function recorder() {
  const lines: string[] = [];
  const write = (level: string) => (fields: Record<string, unknown>) => {
    lines.push(`${level} ${fields.code} ${fields.repeated ?? ""}`.trim());
  };
  const logger = { warn: write("warn"), error: write("error") } as unknown as Logger;
  return { log: new FailureLog(logger), lines };
}

test("the same failure is told once a minute, with how often it was swallowed", () => {
  const { log, lines } = recorder();
  const down = new Problem("endpoint_unreachable", "one.example");
  for (const atMs of [0, 250, 500, 60_000]) log.tell("ethereum", "follow", down, atMs);
  expect(lines).toEqual(["warn endpoint_unreachable", "warn endpoint_unreachable 2"]);
});

test("another failure is news at once; a fatal one is an error", () => {
  const { log, lines } = recorder();
  log.tell("ethereum", "follow", new Problem("endpoint_unreachable", "one.example"), 0);
  log.tell("ethereum", "follow", new Problem("endpoint_unreachable", "two.example"), 1);
  log.tell("ethereum", "follow", new Problem("reorg_below_final", "at 5"), 2);
  expect(lines).toEqual(["warn endpoint_unreachable", "warn endpoint_unreachable", "error reorg_below_final"]);
});

test("a lost database is one failure, whichever chain and step meets it in whatever words", () => {
  const { log, lines } = recorder();
  const words = ["ECONNREFUSED", "terminating connection", "the database system is starting up"];
  words.forEach((word, i) => {
    log.tell(i === 0 ? "ethereum" : "base", `step ${i}`, new Problem("database_unreachable", word), i);
  });
  log.tell("base", "read", new Problem("database_full", "no space left"), 5);
  log.tell("base", "read", new Problem("database_unreachable", "ECONNREFUSED"), 60_000);
  expect(lines).toEqual(["warn database_unreachable", "warn database_full", "warn database_unreachable 2"]);
});
