import { demo } from "@redflag/domain/chains/demo";
import { LOOKBACK_PARAMETERS } from "@redflag/domain/lookback";
import type { Lookback } from "@redflag/store/lookback";
import { expect, test } from "vitest";
import { lookbackText } from "./lookback-text.ts";

const waiting: Lookback = {
  ...{ chainId: demo.id, listId: "ofac-sdn", version: 7, heldVersion: 6, epochSeq: 3, from: 1, to: 12_000 },
  ...{ params: LOOKBACK_PARAMETERS, doneCount: 0, alertCount: 0, boundCount: 0, createdAt: 1_767_225_600 },
};

test("says how far it has come and what was cut off", () => {
  expect(lookbackText(demo, waiting)).toBe(
    "ofac-sdn version 7 on Demo (local), blocks 1 to 12,000\n  not begun: it waits for its blocks to be final, or for its turn",
  );
  expect(lookbackText(demo, { ...waiting, entryCount: 1_000, doneCount: 500, alertCount: 1 })).toContain(
    "  500 of 1,000 new entries looked at so far, 1 alert",
  );
  const bound = { boundCount: 2, boundText: "0xa1: newest count" };
  const done = { ...waiting, ...bound, entryCount: 1, doneCount: 1, finishedAt: 1_767_225_600 };
  expect(lookbackText(demo, done)).toContain(
    "  finished 2026-01-01T00:00:00.000Z: 1 new entry, 0 alerts\n  cut off 2 times, first: 0xa1: newest count",
  );
});
