import type { AlertEventPayload } from "./alert-event-payload.ts";
import type { EventPayload } from "./event-payload.ts";
import type { ListedInEvent } from "./list-change-payload.ts";

/** An event as a sandbox holds it. */
export interface SampleEvent {
  id: `0x${string}`;
  payload: EventPayload;
}

type Transfer = AlertEventPayload["transfers"][number];

/** The demo's chain: no public network has this id. */
const CHAIN = "eip155:31337";

/** Nobody's: digits alone, so that their checksum is themselves. */
const LISTED = account(1);
const DONOR = account(2);
const AGENT = account(3);
const COLLECTOR = account(4);
const PAYEE = account(5);
const TOKEN = account(900);

const LISTED_ALERT = hash("a1");
const REORGED_ALERT = hash("a2");
const EARLIER_ALERT = hash("a3");
const LATER_ALERT = hash("a4");

const FIRST_GIFT = transfer(101, "250000000", DONOR, LISTED);
const SECOND_GIFT = transfer(109, "1800000000", AGENT, LISTED);
const LOST_GIFT = transfer(120, "40000000", LISTED, PAYEE);
const SPLIT_PAYMENT = transfer(131, "950000000", COLLECTOR, PAYEE);

const ON_LIST = {
  chain: CHAIN,
  heuristic: "watchlist-hit",
  version: 1,
  subject: LISTED,
  severity: "SEVERE",
  exposure: "DIRECT",
  moreTransfers: 0,
} as const;

const STRUCTURED = {
  chain: CHAIN,
  heuristic: "structuring",
  version: 1,
  subject: COLLECTOR,
  severity: "MEDIUM",
  exposure: "BEHAVIORAL",
  score: 180,
  moreTransfers: 0,
} as const;

const LIST_CHANGE = { list: "sample-orders", version: 2, part: 1, parts: 1, moreEntries: 0 } as const;

const ENTRY = {
  family: "eip155",
  category: "terrorist_financing",
  severity: "SEVERE",
  authority: "Sample authority",
  programme: "Sample order 1",
  jurisdictions: ["ZZ"],
} satisfies Partial<ListedInEvent>;

const SUBSCRIPTION = "5a5a5a5a-5a5a-4a5a-8a5a-5a5a5a5a5a5a";

/** One of each kind that a receiver must know what to do with, in the order in which they would be told. */
export const SAMPLE_EVENTS: readonly SampleEvent[] = [
  // A listed address is paid; it is paid again; then no reorg can take either away.
  event("e1", {
    ...ON_LIST,
    type: "alert.created",
    alert: LISTED_ALERT,
    state: "provisional",
    score: 400,
    revision: hash("b1"),
    stateSeq: 0,
    transfers: [{ ...FIRST_GIFT, change: "added" }],
  }),
  event("e2", {
    ...ON_LIST,
    type: "alert.updated",
    alert: LISTED_ALERT,
    state: "provisional",
    score: 430,
    revision: hash("b2"),
    stateSeq: 0,
    transfers: [{ ...SECOND_GIFT, change: "added" }],
  }),
  event("e3", {
    ...ON_LIST,
    type: "alert.final",
    alert: LISTED_ALERT,
    state: "final",
    score: 430,
    revision: hash("b2"),
    stateSeq: 1,
    transfers: [FIRST_GIFT, SECOND_GIFT].map((each) => ({ ...each, change: "final" })),
  }),
  // The chain's last blocks are replaced, and the payment is in none of the new ones.
  event("e4", {
    ...ON_LIST,
    type: "alert.created",
    alert: REORGED_ALERT,
    state: "provisional",
    score: 400,
    revision: hash("b3"),
    stateSeq: 0,
    transfers: [{ ...LOST_GIFT, change: "added" }],
  }),
  event("e5", {
    ...ON_LIST,
    type: "alert.withdrawn",
    alert: REORGED_ALERT,
    state: "withdrawn",
    score: 400,
    revision: hash("b4"),
    stateSeq: 1,
    transfers: [{ ...LOST_GIFT, change: "retracted" }],
  }),
  // The past is screened again with later inputs: the same payment stands in another alert now.
  event("e6", {
    ...STRUCTURED,
    type: "alert.created",
    alert: EARLIER_ALERT,
    state: "provisional",
    revision: hash("b5"),
    stateSeq: 0,
    transfers: [{ ...SPLIT_PAYMENT, change: "added" }],
  }),
  event("e7", {
    ...STRUCTURED,
    type: "alert.created",
    version: 2,
    alert: LATER_ALERT,
    state: "provisional",
    revision: hash("b6"),
    stateSeq: 0,
    transfers: [{ ...SPLIT_PAYMENT, change: "added" }],
    rescreen: { generation: 2, succeededBy: [] },
  }),
  event("e8", {
    ...STRUCTURED,
    type: "alert.withdrawn",
    alert: EARLIER_ALERT,
    state: "withdrawn",
    revision: hash("b7"),
    stateSeq: 1,
    transfers: [{ ...SPLIT_PAYMENT, change: "retracted" }],
    rescreen: { generation: 2, succeededBy: [LATER_ALERT] },
  }),
  // A list that the exchange follows takes an address off and another on.
  event("e9", {
    ...LIST_CHANGE,
    type: "watchlist.entry_removed",
    entries: [{ ...ENTRY, entry: hash("c1"), address: addressOf(PAYEE) }],
  }),
  event("ea", {
    ...LIST_CHANGE,
    type: "watchlist.entry_added",
    entries: [{ ...ENTRY, entry: hash("c2"), address: addressOf(AGENT) }],
  }),
  // Its owner asks whether the receiver answers; later it has not for days.
  event("eb", { type: "endpoint.test", subscription: SUBSCRIPTION }),
  event("ec", {
    type: "subscription.disabled",
    subscription: SUBSCRIPTION,
    cause: "failing",
    since: "2026-01-05T08:00:00.000Z",
  }),
];

function event(idByte: string, payload: EventPayload): SampleEvent {
  return { id: hash(idByte), payload };
}

function transfer(block: number, amount: string, sender: string, recipient: string): Omit<Transfer, "change"> {
  return {
    transaction: hash(block.toString(16)),
    block,
    logIndex: 0,
    ordinal: 0,
    token: TOKEN,
    sender,
    recipient,
    amount,
  };
}

/** Of a CAIP-10 account. */
function addressOf(account: string): string {
  return account.slice(account.lastIndexOf(":") + 1);
}

function account(number: number): string {
  return `${CHAIN}:0x${String(number).padStart(40, "0")}`;
}

/** 32 bytes that nobody takes for a real hash. */
function hash(tail: string): `0x${string}` {
  return `0x${"5a".repeat(28)}${tail.padStart(8, "0")}`;
}
