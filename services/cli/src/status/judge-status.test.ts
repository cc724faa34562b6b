import type { ChainCoverage } from "@redflag/contract/http/routes/coverage";
import type { Endpoint } from "@redflag/contract/http/routes/operations";
import { createColors } from "picocolors";
import { expect, test } from "vitest";
import { judgeStatus, type Status } from "./judge-status.ts";
import type { InsideReadings, StatusReadings } from "./status-readings.ts";
import { statusText } from "./status-text.ts";
import { BEHIND_LOOK_S, BEHIND_WRONG_S, DELIVERY_LATE_WRONG_S, HEAD_AGE_WRONG_S, WORK_STUCK_S } from "./thresholds.ts";

const now = new Date("2026-06-01T12:00:00Z");
const agoText = (seconds: number) => new Date(now.getTime() - seconds * 1_000).toISOString();
const DAY_S = 86_400;

const CHAIN: ChainCoverage = {
  ...{ chain: "eip155:1", name: "ethereum", title: "Ethereum", firstBlock: 1, contiguousTo: 900, laneStopped: false },
  head: { block: 900, seenAt: agoText(3), ageSeconds: 3, blockAgeSeconds: 9, finalized: 850 },
  ledgerLag: { blocks: 0, seconds: 0 },
  laneLag: { blocks: 0, seconds: 0 },
  gaps: { count: 0, blocks: 0, oldest: [] },
  ...{ screeningGaps: 0, evidence: { kept: 0, waiting: 0, missing: 0 }, refusedLogs: 0, policy: "proof" },
  ...{ coveredBlocks: 900, levels: [], followed: true },
  disagreements: { caught: 0, undecided: 0 },
  endpoints: { configured: 2, healthy: 2 },
};
const ENDPOINT: Endpoint = {
  ...{ chain: "eip155:1", host: "a.example", ordinal: 1, state: "healthy", score: 1, answers: {}, liesCaught: 0 },
  ...{ process: "p", reportedAt: agoText(2), ageSeconds: 2 },
};
const INSIDE: InsideReadings = {
  queue: { name: "queue", status: "ok", text: "in Redis" },
  processes: [
    { kind: "ingest", count: 2 },
    { kind: "screen", count: 1 },
  ],
  audit: [],
  proposals: { open: 0, unconfirmed: 0 },
  backtests: { queued: 0, running: 0 },
  retention: { days: 365, freeableBytes: 1_234_000_000 },
};
const WELL: StatusReadings = {
  now,
  installation: {
    ...{ version: "1.0.0", schema: { current: 53, latest: 53 }, adminExists: true, chains: [] },
    database: { embedded: false, bytes: 98_765, version: "18.4 (Debian)" },
    lists: { count: 1, withEntries: 1, entries: 2 },
  },
  ...{ coverage: [CHAIN], endpoints: [ENDPOINT], lanes: [], crossChain: { lanes: [] }, work: [], deliveries: [] },
  lists: [{ id: "own", title: "Own", authority: "Us", version: 1, entries: 2 }],
  sources: [],
  inside: INSIDE,
};

const judge = (over: Partial<StatusReadings>) => judgeStatus({ ...WELL, ...over });
const told = ({ lines }: Status) =>
  lines.flatMap(({ state, condition, text }) => (state === "ok" ? [] : [`${state} ${condition}: ${text}`]));
const chain = (over: Partial<ChainCoverage>, more: Partial<StatusReadings> = {}) =>
  told(judge({ coverage: [{ ...CHAIN, ...over }], ...more }));
const inside = (over: Partial<InsideReadings>, more: Partial<StatusReadings> = {}) =>
  told(judge({ inside: { ...INSIDE, ...over }, ...more }));

test("where all is well each part has one line, and the API alone is enough to say so", () => {
  expect(judge({})).toMatchObject({ state: "ok" });
  expect(judge({}).lines.map(({ subject }) => subject)).toEqual([
    ...["database", "queue", "processes", "ethereum", "lists", "work"],
  ]);
  expect(judge({}).lines[0]?.text).toBe("PostgreSQL 18.4, schema 53, 98.8 KB; retention of 365 days would free 1.2 GB");
  const { inside: _, ...outside } = WELL;
  expect(judgeStatus(outside).lines.map(({ subject }) => subject)).toEqual(["database", "ethereum", "lists", "work"]);
});

test("a chain says what is the matter once: what only follows from it is left out", () => {
  const behind = { blocks: 40, seconds: BEHIND_WRONG_S + 1 };
  expect(chain({ followed: false, laneLag: behind, ledgerLag: behind })).toEqual([
    "wrong not_followed: no ingest process reads it; head last seen 3 s ago",
  ]);
  expect(chain({ ledgerLag: behind, laneLag: behind })).toEqual([
    "wrong read_behind: reading is 40 blocks (5 min 1 s) behind the head",
  ]);
  expect(chain({ laneLag: { blocks: 6, seconds: BEHIND_LOOK_S + 1 } })).toEqual([
    "look screen_behind: read to the head; screening is 6 blocks (1 min 1 s) behind",
  ]);
  expect(chain({ laneLag: { blocks: 6, seconds: BEHIND_LOOK_S } })).toEqual([]);
  const still = { ...CHAIN.head, block: 900, seenAt: "", ageSeconds: 0, finalized: 1, blockAgeSeconds: 601 };
  expect(chain({ head: still })).toEqual([
    "wrong head_old: endpoints stand still at block 900, which is 10 min 1 s old",
  ]);
  expect(chain({ head: { ...still, blockAgeSeconds: HEAD_AGE_WRONG_S } })).toEqual([]);
  expect(chain({}, { work: [{ kind: "prove", chain: "eip155:1", unit: "blocks", waiting: 301 }] })).toEqual([
    expect.stringMatching(/^look final_behind: 301 blocks \(about 1 h\) .* by the policy proof$/),
  ]);
  const lane = { chain: "eip155:1", name: "ethereum", title: "Ethereum", state: "stopped" as const, startBlock: 1 };
  const stopped = { reason: "block 7 was rewritten below final", forkBlock: 6 };
  const rest = { position: 9, finalTo: 7, depthTo: 7, generation: 1, gaps: [], withheld: [] };
  expect(chain({ laneStopped: true, laneLag: behind }, { lanes: [{ ...lane, ...rest, stopped }] })).toEqual([
    "wrong lane_stopped: screening has stopped, ledger and chain share block 6: block 7 was rewritten below final",
  ]);
});

test("endpoints that rest, lie or are all gone are named by host", () => {
  const benched: Endpoint = {
    ...ENDPOINT,
    host: "b.example",
    state: "benched",
    problem: "rate_limited",
    liesCaught: 2,
  };
  const endpoints = [ENDPOINT, benched];
  expect(chain({ endpoints: { configured: 2, healthy: 1 } }, { endpoints })).toEqual([
    "look endpoint_rests: 1 of 2 endpoints answer: b.example benched (rate_limited)",
  ]);
  expect(chain({ endpoints: { configured: 1, healthy: 0 } }, { endpoints: [benched] })).toEqual([
    "wrong no_endpoint: none of 1 endpoint may be asked: b.example benched (rate_limited)",
  ]);
  expect(chain({ disagreements: { caught: 2, undecided: 9 } }, { endpoints })).toEqual([
    "look endpoint_lies: 2 answers were shown to be wrong within a day (b.example); none was kept",
  ]);
  const gaps = { count: 2, blocks: 7, oldest: [{ from: 3, to: 8 }] };
  expect(chain({ gaps, screeningGaps: 1 })).toEqual([
    "wrong screening_gaps: screened except 1 transfer on which a rule failed",
    "look coverage_gaps: 7 blocks missing in 2 gaps: 3 to 8 and more",
  ]);
});

test("lists: none, held back, old, failing, not fetched, changed by one person; rates that are too old", () => {
  expect(told(judge({ lists: [] }))).toEqual(["wrong list_missing: no list has an entry: nothing would be found"]);
  const held = {
    ...{ id: "h", baseVersion: 1, digest: `0x${"00".repeat(32)}` as const, entries: 1, added: 0, removed: 9 },
    ...{ source: "f", failures: [{ gate: "removed", value: 9, limit: 5, text: "9 of 10 would go" }], at: agoText(9) },
  } as unknown as NonNullable<StatusReadings["lists"][number]["held"]>;
  expect(
    told(judge({ lists: [{ ...WELL.lists[0], id: "own", title: "Own", authority: "Us", entries: 2, held }] })),
  ).toEqual(["wrong gate_failed: a newer version of 1 entry is held back, version 1 stays live: 9 of 10 would go"]);
  const source = { list: "ofac", format: "f", hosts: ["l.example"], everySeconds: DAY_S, failureCount: 0 };
  const processes = [{ kind: "start" as const, count: 1 }];
  const fetched = (over: object) => {
    const sources = [{ ...source, succeededAt: agoText(3_600), nextAttemptAt: agoText(0), ...over }];
    return inside({ processes }, { sources });
  };
  expect(fetched({})).toEqual([]);
  expect(fetched({ succeededAt: agoText(4 * DAY_S) })).toEqual([
    "wrong list_old: confirmed 4 d ago, is to be every 1 d",
  ]);
  const lastFailure = { at: agoText(60), code: "outbound_failed", detail: "nobody listens\nline 3" };
  expect(fetched({ failureCount: 2, lastFailure })).toEqual([
    "look list_old: confirmed 1 h ago, is to be every 1 d; failed 2 times: nobody listens",
  ]);
  expect(fetched({ nextAttemptAt: agoText(601) })).toEqual([
    "look list_old: due for 10 min 1 s and not fetched; confirmed 1 h ago",
  ]);
  expect(inside({ proposals: { open: 4, unconfirmed: 1 } })).toEqual([
    expect.stringContaining("look change_unconfirmed: 1 emergency change by one person"),
  ]);
  const today = Math.floor(now.getTime() / 1_000 / DAY_S);
  expect(inside({ lastRateDay: today - 5 })).toEqual([]);
  expect(inside({ lastRateDay: today - 6 })).toEqual([
    expect.stringContaining("look rates_old: the newest is 6 days old"),
  ]);
});

test("what exchanges are owed and what waits; of a sandbox nothing is wrong", () => {
  const subscriptions = { active: 1, failing: 0, paused: 0, disabled: 0 };
  const owed = { subscriber: "s", name: "Kumru", sandbox: false, due: 3, late: 3, waiting: 0, dead: 0, subscriptions };
  const processes = [...INSIDE.processes, { kind: "notify" as const, count: 1 }];
  const of = (over: object) => inside({ processes }, { deliveries: [{ ...owed, ...over }] });
  const oldestDueAt = agoText(DELIVERY_LATE_WRONG_S + 1);
  expect(of({ late: 0 })).toEqual([]);
  const deliveries = [{ ...owed, late: 0, subscriptions: { ...subscriptions, paused: 1 } }];
  expect(judge({ deliveries }).lines.find(({ subject }) => subject === "deliveries")).toMatchObject({
    state: "ok",
    text: "1 exchange is sent webhooks; 3 deliveries wait, 1 webhook is paused by its exchange",
  });
  expect(of({ oldestDueAt })).toEqual([
    "wrong deliveries_late: 3 deliveries are due and not sent, the oldest for 10 min 1 s",
  ]);
  expect(of({ oldestDueAt: agoText(61) })).toEqual([expect.stringMatching(/^look deliveries_late/)]);
  expect(of({ oldestDueAt, sandbox: true })).toEqual([expect.stringMatching(/^look deliveries_late/)]);
  expect(of({ late: 0, dead: 1, subscriptions: { ...subscriptions, disabled: 1 } })).toEqual([
    "wrong deliveries_dead: 1 delivery was given up within a day: it must read /v1/events, or replay",
    "look subscription_off: 1 disabled webhook: what reaches it is what it reads itself",
  ]);
  const stuck = { kind: "repair", unit: "rows", waiting: 1, active: 0, oldestAt: agoText(WORK_STUCK_S + 1) } as const;
  expect(told(judge({ work: [stuck, { ...stuck, kind: "feed" }] }))).toEqual([
    "look work_stuck: 1 repair for 1 h: no ingest process that follows the chain takes it up",
  ]);
  expect(told(judge({ work: [{ ...stuck, active: 1 }] }))).toEqual([]);
});

test("processes that must be there and are not, a disk that fills, an audit that nobody signs", () => {
  expect(inside({ processes: [{ kind: "cli", count: 1 }] })).toEqual([
    "wrong nobody_screens: no process that screens is connected",
  ]);
  expect(inside({ disk: { freeBytes: 4, totalBytes: 100 } })).toEqual([
    expect.stringMatching(/^wrong disk_full: 4 B of/),
  ]);
  expect(inside({ disk: { freeBytes: 10, totalBytes: 100 } })).toEqual([expect.stringMatching(/^look disk_full/)]);
  const audit = (facts: object) =>
    inside({ audit: [{ name: "audit", status: "note", text: "2 entries", facts: { ...facts } }] });
  expect(audit({ unsignedSince: agoText(3 * DAY_S) })).toEqual(["look audit_unsigned: 2 entries"]);
  expect(audit({ unsignedSince: agoText(DAY_S), waitingSince: agoText(DAY_S) })).toEqual([]);
  expect(told(judge({ coverage: [] }))).toEqual(["look nothing_followed: no chain was ever followed here"]);
});

test("the screen is at most 100 columns wide, the most urgent first, and others' words cannot leave their line", () => {
  const hostile = `${"long words ".repeat(40)}\u001b[31m\nok    database  all is well`;
  const status = judge({
    lists: [],
    crossChain: { lanes: [{ chain: "eip155:1", block: 1, clock: agoText(0), faults: 1, faultText: hostile }] },
  });
  const lines = statusText(status, { at: now, colours: createColors(false) });
  expect(lines[0]).toBe("1 thing is wrong, 1 wants a look  (2026-06-01T12:00:00Z)");
  expect(lines.slice(2).map((line) => line.slice(0, 5))).toEqual([
    ...["WRONG", "     ", "     ", "look ", "     ", "     ", "     ", "     "],
    ...["ok   ", "ok   ", "ok   ", "ok   ", "ok   "],
  ]);
  expect(lines[3]?.trim()).toBe("→ redflag watchlist import --help");
  expect(lines[4]?.trim()).toBe("docs/runbook.md#list-old");
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(100);
  expect(lines.join("\n")).not.toContain("\u001b");
  const coloured = statusText(status, { at: now, colours: createColors(true) });
  expect(coloured.join("\n")).toContain("\u001b[31mWRONG");
});
