import type { AlertSort } from "@redflag/domain/alert-sort";
import { SEVERITIES } from "@redflag/domain/entry";
import { type RawBuilder, sql } from "kysely";
import { type AlertSearch, all, type Condition, column, type Holds, isOpen, lastTime, stands } from "./alert-filter.ts";

export interface AlertOrder {
  /** In the words of the index. */
  key: (row: string) => RawBuilder<unknown>;
  /** The key as a cursor can hold it exactly, a number or a decimal's digits, and back. */
  place: (row: string) => RawBuilder<unknown>;
  keyAt: (place: number | string) => RawBuilder<unknown>;
  descends: boolean;
  /** Which rows have a place in it. */
  has: Holds;
  /** Stretches of the index that hold all that is asked for, no row twice; without them, the whole. */
  parts?: (search: AlertSearch) => Condition[];
}

const everything: Holds = () => sql`true`;

/** Microseconds: a place between two rows of one millisecond is one. */
function byTime(name: string, descends: boolean, has: Holds): AlertOrder {
  return {
    key: (row) => column(row, name),
    place: (row) => sql`(extract(epoch from ${column(row, name)}) * 1000000)::bigint`,
    keyAt: (micros) => sql`timestamptz 'epoch' + ${micros}::bigint * interval '1 microsecond'`,
    descends,
    has,
  };
}

function byNumber(key: AlertOrder["key"], type: "integer" | "bigint" | "numeric", has: Holds): AlertOrder {
  return { key, place: key, keyAt: (number) => sql`${number}::${sql.raw(type)}`, descends: true, has };
}

/** Seconds never reach one. */
const SEVERITY_STEP = 1_000_000_000_000;

/** As the indexes have it: what parts a severity from the next, and the last payment's seconds. */
function severityKey(row: string): RawBuilder<unknown> {
  return sql`(case ${column(row, "severity")} when 'SEVERE' then 3 when 'HIGH' then 2 when 'MEDIUM' then 1 else 0 end
    * 1000000000000 + extract(epoch from ${column(row, "last_time")} at time zone 'UTC')::bigint)`;
}

/** Of each severity the time that is asked for, a little more of it rather than less. */
function severityParts({ severities, lastFrom, lastTo }: AlertSearch): Condition[] {
  if (severities === undefined && lastFrom === undefined && lastTo === undefined) return [sql`true`];
  const within = (seconds: number) => Math.min(Math.max(seconds, 0), SEVERITY_STEP - 1);
  const from = within(lastFrom === undefined ? 0 : Math.floor(lastFrom.getTime() / 1_000));
  const to = within(lastTo === undefined ? SEVERITY_STEP : Math.ceil(lastTo.getTime() / 1_000));
  return (severities ?? SEVERITIES).map((severity) => {
    const base = SEVERITIES.indexOf(severity) * SEVERITY_STEP;
    return sql`${severityKey("alert")} between ${base + from}::bigint and ${base + to}::bigint`;
  });
}

export const ALERT_ORDERS: Readonly<Record<AlertSort, AlertOrder>> = {
  rank: {
    ...byNumber(
      (row) => column(row, "rank"),
      "integer",
      (row) => sql`${column(row, "rank")} is not null`,
    ),
    // Ranks are indexed by severity: of each that is asked for, so many, since the planner would read and sort all of them.
    parts: ({ severities = SEVERITIES }) => severities.map((severity) => sql`severity = ${severity}`),
  },
  severity: { ...byNumber(severityKey, "bigint", stands), parts: severityParts },
  amount: byNumber((row) => column(row, "worth_usd_micros"), "numeric", stands),
  newest: {
    ...byTime("last_time", true, everything),
    parts: (search) => [all(lastTime(search).map((holds) => holds("alert")))],
  },
  created: byTime("created_at", true, everything),
  oldest: byTime("created_at", false, isOpen),
  due: byTime("due_at", false, isOpen),
};
