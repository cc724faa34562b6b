import { DEMO_CONTRACTS } from "@redflag/chain/devnet/demo-token";
import type { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import { SAMPLE_EVENTS } from "@redflag/contract/sample-events";
import { findAccusingWords } from "@redflag/domain/accusing-words.samples";
import { ZERO_ADDRESS } from "@redflag/domain/address";
import { demo } from "@redflag/domain/chains/demo";
import { expect, test } from "vitest";
import { alertSentence } from "./alert-sentence.ts";
import { nextRow } from "./demo/live-row.ts";
import { eventSentence } from "./event-sentence.ts";

const LISTED = "0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48";
const OTHER = "0xc0aB3b528522C377c9b2D869a603771f63082bC8";
const reason = {
  code: "listed_party",
  text: "…",
  entry: {
    list: "demo",
    listVersion: 1,
    entryId: "0x",
    category: "terrorist_financing",
    severity: "SEVERE" as const,
    authority: "Demo",
    confidence: 100,
  },
};

function eventOf(
  over: Partial<AlertEventPayload>,
  transfer: Partial<AlertEventPayload["transfers"][number]> = {},
): AlertEventPayload {
  const main = {
    transaction: `0x${"11".repeat(32)}`,
    block: 7,
    logIndex: 0,
    ordinal: 0,
    token: `eip155:31337:${DEMO_CONTRACTS.usdt.address}`,
    sender: `eip155:31337:${OTHER}`,
    recipient: `eip155:31337:${LISTED}`,
    amount: "250500000",
    change: "added" as const,
    ...transfer,
  };
  return {
    type: "alert.created",
    alert: `0x${"22".repeat(32)}`,
    chain: "eip155:31337",
    heuristic: "watchlist-hit",
    version: 1,
    subject: `eip155:31337:${LISTED}`,
    severity: "SEVERE",
    exposure: "DIRECT",
    score: 400,
    state: "provisional",
    revision: `0x${"33".repeat(32)}`,
    stateSeq: 0,
    transfers: [main],
    moreTransfers: 0,
    ...over,
  };
}

const sentence = (event: AlertEventPayload) => alertSentence(demo, { event, reasons: [reason] });

test("one line says how severe, who, which way, how much, why, and where to look it up", () => {
  const line = sentence(eventOf({}));
  expect(line).toContain(
    `SEVERE new alert: ${LISTED}, listed as terrorist financing by Demo, received 250.5 USDT from ${OTHER} (`,
  );
  expect(line).toContain(`block 7, transaction 0x${"11".repeat(32)}`);
  expect(line).not.toContain("\n");
});

test("block time is told with its zone, and what a regional token is worth in dollars", () => {
  const news = { event: eventOf({}), reasons: [reason], time: 1_767_614_400, worth: ["880 USD"] };
  const line = alertSentence(demo, news);
  expect(line).toContain("(worth 880 USD; demo, block 7 at 2026-01-05T12:00:00Z, transaction 0x11");
  expect(findAccusingWords(line)).toEqual([]);
});

test("no event is told in words that accuse", () => {
  for (const { payload: event } of SAMPLE_EVENTS) {
    expect(findAccusingWords(eventSentence(event))).toEqual([]);
    if ("alert" in event) expect(findAccusingWords(alertSentence(demo, { event, reasons: [reason] }))).toEqual([]);
    expect(findAccusingWords(JSON.stringify(event))).toEqual([]);
  }
});

test("a change of state is told in words", () => {
  const gone = eventOf({ type: "alert.withdrawn", state: "withdrawn" }, { change: "retracted" });
  expect(sentence(gone)).toContain("withdrawn: a reorg removed the payment");
  expect(sentence({ ...gone, cause: "reorg" })).toContain("withdrawn: a reorg removed the payment");
  expect(sentence({ ...gone, cause: "lists_changed" })).toContain(
    "withdrawn: screened again with later lists, it is none",
  );
  expect(sentence({ ...gone, cause: "corrected" })).toContain("withdrawn: what an endpoint had said was wrong");
  expect(sentence(eventOf({ stateSeq: 2 }))).toContain("alert is back");
  expect(sentence(eventOf({ type: "alert.updated" }, { change: "moved", block: 9 }))).toContain(
    "moved the payment to block 9",
  );
  expect(sentence(eventOf({ type: "alert.updated" }))).toContain("another payment");
  expect(sentence(eventOf({ type: "alert.final", state: "final" }, { change: "final" }))).toContain("SEVERE final:");
});

test("what a rescreening changed is not told as a reorg", () => {
  const successor = `0x${"77".repeat(32)}`;
  const rescreen = { generation: 2, succeededBy: [] };
  const tell = (over: Partial<AlertEventPayload>, change: AlertEventPayload["transfers"][number]["change"]) =>
    sentence(eventOf({ rescreen, ...over }, { change }));
  const gone = { type: "alert.withdrawn", state: "withdrawn" } as const;
  expect(tell(gone, "retracted")).toContain(
    "withdrawn: the past was screened again with later lists, rates and rules, which",
  );
  const succeeded = { ...gone, rescreen: { generation: 2, succeededBy: [successor] } };
  expect(tell(succeeded, "retracted")).toContain(`${successor} succeeds it`);
  expect(tell({ type: "alert.updated" }, "restated")).toContain("restated: the past was screened again");
  expect(tell({ type: "alert.updated" }, "retracted")).toContain("restated: the past was screened again");
  expect(tell({ type: "alert.updated" }, "added")).toContain("another payment");
});

test.each(["listed_alias", "mixer_counterparty"])(
  "of somebody else's listing, by %s, nothing is said of the subject",
  (code) => {
    const told = { ...reason, code, text: `${LISTED} received 250.5 USDT from a mixer` };
    const line = alertSentence(demo, { event: eventOf({}), reasons: [told] });
    expect(line).toContain(`SEVERE new alert: ${told.text} (`);
  },
);

test("a list's own other category is none to be told", () => {
  const other = { ...reason, entry: { ...reason.entry, category: "other" } };
  const line = alertSentence(demo, {
    event: eventOf({}),
    reasons: [other, reason, { code: "cross_border", text: "" }],
  });
  expect(line).toContain(`${LISTED}, listed by Demo, and 1 more, received`);
});

test("mints, burns and payments to oneself read as what they are", () => {
  const zero = `eip155:31337:${ZERO_ADDRESS}`;
  const listed = `eip155:31337:${LISTED}`;
  expect(sentence(eventOf({}, { sender: zero }))).toContain("received 250.5 USDT, newly minted");
  expect(sentence(eventOf({}, { sender: listed, recipient: zero }))).toContain("burned 250.5 USDT");
  expect(sentence(eventOf({}, { sender: listed }))).toContain("sent 250.5 USDT to itself");
});

test("the live view keeps what an alert was about when a reorg has taken its reasons", () => {
  const first = nextRow(undefined, { event: eventOf({}), reasons: [reason], time: 0 }, 0);
  expect(first).toMatchObject({ time: "00:00:00", status: "provisional" });
  expect(first.text).toBe("0x480b…6a48, listed as terrorist financing by Demo, received 250.5 USDT from 0xc0aB…2bC8");
  const event = eventOf({ type: "alert.withdrawn", state: "withdrawn" }, { change: "retracted" });
  const then = nextRow(first, { event, reasons: [] }, 0);
  expect(then).toMatchObject({ text: first.text, time: "00:00:00", state: "withdrawn" });
  expect(then.status).toBe("withdrawn: a reorg removed the payment");
});

test("the live view tells a payment of another day by its day", () => {
  const news = { event: eventOf({}), reasons: [reason], time: Date.UTC(2026, 10, 21, 23, 59, 59) / 1_000 };
  expect(nextRow(undefined, news, Date.UTC(2026, 10, 21, 23, 59, 59)).time).toBe("23:59:59");
  expect(nextRow(undefined, news, Date.UTC(2026, 10, 22)).time).toBe("11-21   ");
});
