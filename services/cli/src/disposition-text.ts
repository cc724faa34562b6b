import type { AlertLine } from "@redflag/contract/alert-line";
import type { RecordedDisposition } from "@redflag/store/disposition";

/** What a review found, as a part of an alert's line. */
export function dispositionBody(found: RecordedDisposition): NonNullable<AlertLine["disposition"]> {
  const { disposition, reason, author, at } = found;
  return { disposition, reason, author, at: new Date(at * 1_000).toISOString() };
}

/** "reviewed: humanitarian, by ada on 2026-05-04: a relief agency's payday" */
export function dispositionText({ disposition, reason, author, at }: NonNullable<AlertLine["disposition"]>): string {
  return `reviewed: ${disposition.replaceAll("_", " ")}, by ${author} on ${at.slice(0, 10)}: ${reason}`;
}
