import { ethereum } from "@redflag/domain/chains/ethereum";
import type { LogFields, Logger } from "@redflag/runtime/logger";
import { expect, test } from "vitest";
import { HeadRetreat } from "./head-retreat.ts";

test("a replica that lags is told once, and again only when it lags further", () => {
  const told: LogFields[] = [];
  const logger = { warn: (fields: LogFields) => told.push(fields) } as unknown as Logger;
  const retreat = new HeadRetreat(ethereum, logger);
  for (const head of [10, 11, 9, 11, 9, 12, 10, 12, 8, 13, 9]) retreat.note(head);
  expect(told).toMatchObject([
    { chain: "ethereum", from: 11, to: 9 },
    { chain: "ethereum", from: 12, to: 8 },
  ]);
});
