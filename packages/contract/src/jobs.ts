import { Problem } from "@redflag/domain/problem";
import { z } from "zod";
import { BlockNumber, ChainName } from "./identifiers.ts";

/** A job is one transaction's worth of work, so that what a crash repeats stays small. */
export const JOB_RANGE_BLOCKS_MAX = 10_000;

/** Blocks from..to, both inclusive. */
const BlockRange = z
  .strictObject({ chain: ChainName, from: BlockNumber, to: BlockNumber })
  .refine((range) => range.from <= range.to, { path: ["to"], error: "before from" })
  .refine((range) => range.to - range.from < JOB_RANGE_BLOCKS_MAX, {
    path: ["to"],
    error: `more than ${JOB_RANGE_BLOCKS_MAX} blocks`,
  });

const ScreenLane = z.strictObject({ chain: ChainName });

const NotifySubscription = z.strictObject({ subscription: z.uuid() });

/*
 * Jobs carry names and ranges, never truth: losing one delays, and a sweep makes it again. The same work has the same
 * key; while one job with it waits, another is not added.
 */
export type IngestReadJob = z.infer<typeof BlockRange>;
export type IngestProveJob = z.infer<typeof BlockRange>;
export type IngestBackfillJob = z.infer<typeof BlockRange>;
export type ScreenLaneJob = z.infer<typeof ScreenLane>;
export type NotifySubscriptionJob = z.infer<typeof NotifySubscription>;

/** @throws Problem `job_malformed` */
export function parseIngestReadJob(payload: unknown): IngestReadJob {
  return parseJob("ingest.read", BlockRange, payload);
}
export function ingestReadJobKey({ chain, from, to }: IngestReadJob): string {
  return `ingest.read/${chain}/${from}/${to}`;
}

/** @throws Problem `job_malformed` */
export function parseIngestProveJob(payload: unknown): IngestProveJob {
  return parseJob("ingest.prove", BlockRange, payload);
}
export function ingestProveJobKey({ chain, from, to }: IngestProveJob): string {
  return `ingest.prove/${chain}/${from}/${to}`;
}

/** @throws Problem `job_malformed` */
export function parseIngestBackfillJob(payload: unknown): IngestBackfillJob {
  return parseJob("ingest.backfill", BlockRange, payload);
}
export function ingestBackfillJobKey({ chain, from, to }: IngestBackfillJob): string {
  return `ingest.backfill/${chain}/${from}/${to}`;
}

/** @throws Problem `job_malformed` */
export function parseScreenLaneJob(payload: unknown): ScreenLaneJob {
  return parseJob("screen.lane", ScreenLane, payload);
}
export function screenLaneJobKey({ chain }: ScreenLaneJob): string {
  return `screen.lane/${chain}`;
}

/** @throws Problem `job_malformed` */
export function parseNotifySubscriptionJob(payload: unknown): NotifySubscriptionJob {
  return parseJob("notify.subscription", NotifySubscription, payload);
}
export function notifySubscriptionJobKey({ subscription }: NotifySubscriptionJob): string {
  return `notify.subscription/${subscription}`;
}

/** Names what is wrong and where, never the payload: it is hostile, and may hold anything. */
function parseJob<T>(name: string, schema: z.ZodType<T>, payload: unknown): T {
  const result = schema.safeParse(payload);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) =>
    issue.code === "unrecognized_keys"
      ? `${issue.keys.length} members that are not known`
      : `${issue.path.join(".") || "payload"}: ${issue.message}`,
  );
  throw new Problem("job_malformed", `${name}: ${faults.join("; ")}`);
}
