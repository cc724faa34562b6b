import { LISTED_CATEGORIES } from "@redflag/domain/entry";
import { expect, test } from "vitest";
import {
  AlertEventPayload,
  EVENT_LISTINGS_MAX,
  EVENT_SUCCESSORS_MAX,
  EVENT_TRANSFERS_MAX,
} from "./alert-event-payload.ts";
import { EVENT_BYTES_MAX } from "./event-fields.ts";
import { ACCOUNT_CHARS_MAX } from "./identifiers.ts";
import { webhookBody } from "./webhook-body.ts";

const HASH = `0x${"f".repeat(64)}`;
const ACCOUNT = `${"a".repeat(8)}:${"b".repeat(32)}:`.padEnd(ACCOUNT_CHARS_MAX, "c");
const NUMBER = Number.MAX_SAFE_INTEGER;

const TRANSFER: AlertEventPayload["transfers"][number] = {
  transaction: HASH,
  block: NUMBER,
  logIndex: NUMBER,
  ordinal: NUMBER,
  token: ACCOUNT,
  sender: ACCOUNT,
  recipient: ACCOUNT,
  amount: "9".repeat(78),
  change: "retracted",
};

const LISTING: NonNullable<AlertEventPayload["listings"]>[number] = {
  list: "l".repeat(64),
  version: NUMBER,
  category: "terrorist_financing",
  jurisdictions: Array(20).fill("ZZ"),
};

/** Every text as long as it may be, every number as many digits. */
const LARGEST: AlertEventPayload = {
  type: "alert.withdrawn",
  alert: HASH,
  chain: `${"a".repeat(8)}:${"b".repeat(32)}`,
  heuristic: "h".repeat(64),
  version: NUMBER,
  subject: ACCOUNT,
  severity: "SEVERE",
  exposure: "BEHAVIORAL",
  score: -NUMBER,
  state: "withdrawn",
  revision: HASH,
  stateSeq: NUMBER,
  transfers: Array(EVENT_TRANSFERS_MAX).fill(TRANSFER),
  moreTransfers: NUMBER,
  listings: Array(EVENT_LISTINGS_MAX).fill(LISTING),
  rescreen: { generation: NUMBER, succeededBy: Array(EVENT_SUCCESSORS_MAX).fill(HASH) },
  cause: "lists_changed",
};

test("the largest legal payload is under 20 kB as it is sent", () => {
  expect(AlertEventPayload.parse(LARGEST)).toEqual(LARGEST);
  const body = webhookBody({ payload: LARGEST, releasedAt: new Date() });
  expect(Buffer.byteLength(body)).toBeLessThan(EVENT_BYTES_MAX);
});

/** One step beyond the limit. Were it taken, the payload above would not be the largest. */
function grown(value: unknown): unknown {
  if (typeof value === "string") return value + value.slice(-1);
  if (Array.isArray(value)) return [...value, value[0]];
  return (value as number) * 2;
}

test.each(Object.keys(LARGEST) as Array<keyof AlertEventPayload>)("%s cannot be larger than there", (member) => {
  expect(AlertEventPayload.safeParse({ ...LARGEST, [member]: grown(LARGEST[member]) }).success).toBe(false);
});

test.each(Object.keys(TRANSFER) as Array<keyof typeof TRANSFER>)("transfer.%s cannot be larger", (member) => {
  const transfers = LARGEST.transfers.with(0, { ...TRANSFER, [member]: grown(TRANSFER[member]) } as typeof TRANSFER);
  expect(AlertEventPayload.safeParse({ ...LARGEST, transfers }).success).toBe(false);
});

test.each(["list", "version", "jurisdictions"] as const)("listing.%s cannot be larger", (member) => {
  const listings = [{ ...LISTING, [member]: grown(LISTING[member]) }];
  expect(AlertEventPayload.safeParse({ ...LARGEST, listings }).success).toBe(false);
});

test.each(["generation", "succeededBy"] as const)("rescreen.%s cannot be larger", (member) => {
  const rescreen = { ...LARGEST.rescreen, [member]: grown(LARGEST.rescreen?.[member]) };
  expect(AlertEventPayload.safeParse({ ...LARGEST, rescreen }).success).toBe(false);
});

test("only an alert that is withdrawn has successors", () => {
  const { cause: _, ...plain } = LARGEST;
  const live = { ...plain, type: "alert.updated", state: "final" };
  expect(AlertEventPayload.safeParse(live).success).toBe(false);
  expect(AlertEventPayload.safeParse({ ...live, rescreen: { generation: 2, succeededBy: [] } }).success).toBe(true);
});

test("no word is longer than the one counted", () => {
  const { type, severity, exposure, state, transfers, cause } = AlertEventPayload.shape;
  const longest = (words: readonly string[]) => Math.max(...words.map((word) => word.length));
  expect(longest(type.options)).toBe(LARGEST.type.length);
  expect(longest(severity.options)).toBe(LARGEST.severity.length);
  expect(longest(exposure.options)).toBe(LARGEST.exposure.length);
  expect(longest(transfers.element.shape.change.options)).toBe(TRANSFER.change.length);
  expect(longest(cause.unwrap().options)).toBe(LARGEST.cause?.length);
  expect(longest(LISTED_CATEGORIES)).toBe(LISTING.category.length);
  // One state is longer than "withdrawn", and it never goes with the longest type.
  expect(longest(state.options) - LARGEST.state.length).toBeLessThanOrEqual(2);
});

test("withdrawn is said by type and state together", () => {
  const { rescreen: _, cause: _why, ...plain } = LARGEST;
  const live = { ...plain, type: "alert.final", state: "provisional" };
  expect(AlertEventPayload.safeParse(live).success).toBe(true);
  expect(AlertEventPayload.safeParse({ ...live, state: "withdrawn" }).success).toBe(false);
  expect(AlertEventPayload.safeParse({ ...LARGEST, state: "final" }).success).toBe(false);
});

test("only an alert that is withdrawn has a cause", () => {
  const { rescreen: _, cause: _why, ...plain } = LARGEST;
  const live = { ...plain, type: "alert.final", state: "final" };
  expect(AlertEventPayload.safeParse(live).success).toBe(true);
  expect(AlertEventPayload.safeParse({ ...live, cause: "reorg" }).success).toBe(false);
});

test("transfers are counted as more only when there is no room", () => {
  const one = { ...LARGEST, transfers: [TRANSFER] };
  expect(AlertEventPayload.safeParse({ ...one, moreTransfers: 0 }).success).toBe(true);
  expect(AlertEventPayload.safeParse({ ...one, moreTransfers: 1 }).success).toBe(false);
});

test.each(["", "01", "-1", "1.5", "1e3", "0x10"])("amount %j is no base units", (amount) => {
  const payload = { ...LARGEST, transfers: [{ ...TRANSFER, amount }], moreTransfers: 0 };
  expect(AlertEventPayload.safeParse(payload).success).toBe(false);
});
