import { CHAINS } from "@redflag/domain/chain-registry";
import { Problem } from "@redflag/domain/problem";
import { expect, test } from "vitest";
import {
  ingestBackfillJobKey,
  ingestProveJobKey,
  ingestReadJobKey,
  JOB_RANGE_BLOCKS_MAX,
  notifySubscriptionJobKey,
  parseIngestBackfillJob,
  parseIngestProveJob,
  parseIngestReadJob,
  parseNotifySubscriptionJob,
  parseScreenLaneJob,
  screenLaneJobKey,
} from "./jobs.ts";

const RANGE = { chain: "ethereum", from: 100, to: 199 };
const LARGEST = { ...RANGE, to: RANGE.from + JOB_RANGE_BLOCKS_MAX - 1 };

test("a good payload is itself", () => {
  for (const range of [RANGE, { ...RANGE, to: RANGE.from }, LARGEST]) {
    expect(parseIngestReadJob(range)).toEqual(range);
    expect(parseIngestProveJob(range)).toEqual(range);
    expect(parseIngestBackfillJob(range)).toEqual(range);
  }
});

test("every chain's name can stand in a job", () => {
  for (const { name } of CHAINS) expect(parseScreenLaneJob({ chain: name })).toEqual({ chain: name });
});

test.each([
  [{ ...LARGEST, to: LARGEST.to + 1 }, "to: more than 10000 blocks"],
  [{ ...RANGE, to: 99 }, "to: before from"],
  [{ ...RANGE, from: -1 }, "from: "],
  [{ ...RANGE, from: 100.5 }, "from: "],
  [{ ...RANGE, to: "199" }, "to: "],
  [{ ...RANGE, to: Number.MAX_SAFE_INTEGER + 1 }, "to: "],
  [{ ...RANGE, chain: "a/b" }, "chain: "],
  [{ ...RANGE, chain: "" }, "chain: "],
  [{ from: 1, to: 2 }, "chain: "],
  [null, "payload: "],
  ["{}", "payload: "],
])("%j is no range to read, prove or fill", (payload, reason) => {
  for (const parse of [parseIngestReadJob, parseIngestProveJob, parseIngestBackfillJob]) {
    expect(() => parse(payload)).toThrow(Problem);
    expect(() => parse(payload)).toThrow(reason);
  }
});

test("a member that is not known is counted, not quoted", () => {
  const payload = { ...RANGE, "https://example.org/?key=secret": 1 };
  expect(() => parseIngestReadJob(payload)).toThrow(/ingest\.read: 1 members that are not known$/);
});

test("a lane job is about a chain and nothing else", () => {
  expect(() => parseScreenLaneJob(RANGE)).toThrow("screen.lane: 2 members that are not known");
});

test("the same work has the same key, other work another", () => {
  expect(ingestReadJobKey({ to: 199, from: 100, chain: "ethereum" })).toBe("ingest.read/ethereum/100/199");
  const keys = [
    ingestReadJobKey(RANGE),
    ingestProveJobKey(RANGE),
    ingestBackfillJobKey(RANGE),
    screenLaneJobKey(RANGE),
    screenLaneJobKey({ chain: "demo" }),
    ingestReadJobKey({ ...RANGE, chain: "demo" }),
    ingestReadJobKey({ ...RANGE, from: 101 }),
    ingestReadJobKey({ ...RANGE, to: 200 }),
    ingestReadJobKey({ ...RANGE, from: 10 }),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});

test("a webhook's job is about one subscription and nothing else", () => {
  const job = { subscription: "0190a3c5-7d8e-7abc-8def-0123456789ab" };
  expect(parseNotifySubscriptionJob(job)).toEqual(job);
  expect(notifySubscriptionJobKey(job)).toBe("notify.subscription/0190a3c5-7d8e-7abc-8def-0123456789ab");
  expect(() => parseNotifySubscriptionJob({ subscription: "x" })).toThrow("notify.subscription: subscription: ");
  expect(() => parseNotifySubscriptionJob({ ...job, url: "https://x.example" })).toThrow(
    "1 members that are not known",
  );
});
