import type { ProcessKind } from "@redflag/store/connected-process";
import { bytesText } from "../bytes-text.ts";
import { countOf } from "../count-text.ts";
import type { Check } from "../doctor/check.ts";
import { ill, type StatusLine, well } from "./status-line.ts";
import type { InsideReadings, StatusReadings } from "./status-readings.ts";
import { AUDIT_LATE_S, DISK_FREE_LOOK_SHARE, DISK_FREE_WRONG_SHARE } from "./thresholds.ts";

/** Database, disk, queue, processes, audit. */
export function judgeInstallation(readings: StatusReadings): StatusLine[] {
  const { inside, coverage } = readings;
  const nothing =
    coverage.length > 0
      ? []
      : [
          ill("nothing_followed", "look", {
            subject: "chains",
            text: "no chain was ever followed here",
            next: "REDFLAG_RPC_ETHEREUM=https://… redflag start",
          }),
        ];
  if (inside === undefined) return [...database(readings), ...nothing];
  return [
    ...database(readings),
    ...disk(inside),
    inside.queue.status === "ok"
      ? well("queue", inside.queue.text)
      : ill("queue_unreachable", "wrong", { subject: "queue", text: inside.queue.text, next: "redflag doctor" }),
    ...processes(readings, inside),
    ...inside.audit.map((check) => audit(check, readings.now)),
    ...nothing,
  ];
}

function database({ installation, inside }: StatusReadings): StatusLine[] {
  const { schema, database: of } = installation;
  if (schema.current !== schema.latest) {
    const text = `its schema is ${schema.current}, this program's is ${schema.latest}`;
    return [ill("schema_differs", "wrong", { subject: "database", text, next: "redflag migrate" })];
  }
  const kind = of.embedded ? "embedded PostgreSQL" : "PostgreSQL";
  const text = `${kind} ${of.version.split(" ")[0]}, schema ${schema.current}, ${bytesText(of.bytes)}${retentionText(inside)}`;
  return [well("database", text, { ...of, schema: schema.current })];
}

function retentionText(inside: InsideReadings | undefined): string {
  if (inside === undefined) return "";
  if (inside.retention === undefined) return "; retention is unset here, all is kept";
  const { days, freeableBytes } = inside.retention;
  return `; retention of ${countOf(days, "day")} would free ${bytesText(freeableBytes)}`;
}

function disk({ disk: space }: InsideReadings): StatusLine[] {
  if (space === undefined) return [];
  const { freeBytes, totalBytes } = space;
  const share = freeBytes / totalBytes;
  const text = `${bytesText(freeBytes)} of ${bytesText(totalBytes)} free where the database lies`;
  if (share >= DISK_FREE_LOOK_SHARE) return [well("disk", text, { ...space })];
  const state = share < DISK_FREE_WRONG_SHARE ? "wrong" : "look";
  return [ill("disk_full", state, { subject: "disk", text, next: "redflag retention --help", facts: { ...space } })];
}

function audit({ text, facts = {} }: Check, now: Date): StatusLine {
  const { unsignedSince, waitingSince } = facts;
  const isLate = (since: unknown) =>
    typeof since === "string" && now.getTime() - Date.parse(since) > AUDIT_LATE_S * 1_000;
  if (isLate(unsignedSince)) {
    return ill("audit_unsigned", "look", { subject: "audit", text, next: "redflag audit checkpoint", facts });
  }
  if (!isLate(waitingSince)) return well("audit", text, facts);
  return ill("audit_unsigned", "look", { subject: "audit", text, next: "REDFLAG_AUDIT_CHECKPOINTS=…", facts });
}

/** One of these does everything. */
const WHOLE: readonly ProcessKind[] = ["start", "demo"];

function processes({ coverage, sources, deliveries }: StatusReadings, { processes: connected }: InsideReadings) {
  const runs = (kind: ProcessKind) => connected.some((each) => each.kind === kind || WHOLE.includes(each.kind));
  const missing: StatusLine[] = [];
  const lack = (condition: "nobody_screens" | "nobody_sends" | "nobody_fetches", text: string, service: string) =>
    missing.push(
      ill(condition, condition === "nobody_fetches" ? "look" : "wrong", {
        subject: "processes",
        text,
        next: `node services/${service}/src/main.ts (or redflag start)`,
      }),
    );
  if (coverage.some(({ laneLag }) => laneLag !== undefined) && !runs("screen")) {
    lack("nobody_screens", "no process that screens is connected", "screen");
  }
  if (deliveries.some(({ subscriptions }) => subscriptions.active > 0) && !runs("notify")) {
    lack("nobody_sends", "exchanges have webhooks, and no process that sends them is connected", "notify");
  }
  if (sources.length > 0 && !runs("refresh")) {
    lack("nobody_fetches", "lists are to be fetched, and no process that does is connected", "refresh");
  }
  if (missing.length > 0) return missing;
  const texts = connected.filter(({ kind }) => kind !== "cli").map(({ kind, count }) => `${kind} ${count}`);
  const text = texts.length === 0 ? "none is connected, and nothing needs one yet" : `connected: ${texts.join(", ")}`;
  return [well("processes", text, { connected })];
}
