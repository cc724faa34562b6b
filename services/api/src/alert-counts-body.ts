import { type AlertCounts, COUNTED_MAX, type Count } from "@redflag/contract/http/routes/alerts";
import type { AlertBucket, AlertBuckets } from "@redflag/store/alert-counts";
import { chainOfAlert } from "./alert-body.ts";

/** What of a bucket goes into a sum. */
type Part = (bucket: AlertBucket) => number;

const whole: Part = ({ count }) => count;

/** Of what review a bucket may hold. A snooze that is over left what it is without it: somebody's or nobody's. */
const REVIEWS: Record<keyof AlertCounts["review"], { of: readonly string[]; part: Part }> = {
  open: {
    of: ["open", "snoozed"],
    part: ({ review, count, wokenUnassigned }) => (review === "open" ? count : wokenUnassigned),
  },
  assigned: {
    of: ["assigned", "snoozed"],
    part: ({ review, count, woken, wokenUnassigned }) => (review === "assigned" ? count : woken - wokenUnassigned),
  },
  escalated: { of: ["escalated"], part: whole },
  snoozed: { of: ["snoozed"], part: ({ count, woken }) => count - woken },
};

/** Sums of buckets, each of which was counted no further than one more than `COUNTED_MAX`. */
export function alertCountsBody({ buckets, mine, overdue }: AlertBuckets): AlertCounts {
  const ofSeverity = (severity: string) => sumOf(buckets.filter((bucket) => bucket.severity === severity));
  const ofReview = (name: keyof AlertCounts["review"]) => {
    const { of, part } = REVIEWS[name];
    return sumOf(
      buckets.filter(({ review }) => of.includes(review)),
      part,
    );
  };
  const byKey = (keyOf: (bucket: AlertBucket) => string) =>
    [...Map.groupBy(buckets, keyOf)].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    open: sumOf(buckets),
    mine: countTo(mine, false),
    unassigned: sumOf(
      buckets.filter(({ review }) => review !== "assigned"),
      ({ unassigned }) => unassigned,
    ),
    overdue: countTo(overdue, false),
    severity: {
      LOW: ofSeverity("LOW"),
      MEDIUM: ofSeverity("MEDIUM"),
      HIGH: ofSeverity("HIGH"),
      SEVERE: ofSeverity("SEVERE"),
    },
    chain: byKey((bucket) => chainOfAlert(bucket).caip2).map(([chain, own]) => ({ chain, ...sumOf(own) })),
    heuristic: byKey(({ heuristic }) => heuristic).map(([heuristic, own]) => ({ heuristic, ...sumOf(own) })),
    review: {
      open: ofReview("open"),
      assigned: ofReview("assigned"),
      escalated: ofReview("escalated"),
      snoozed: ofReview("snoozed"),
    },
  };
}

/** What is in the rest of a bucket that was not counted to its end is not known: there may be more. */
function sumOf(buckets: readonly AlertBucket[], part: Part = whole): Count {
  const sum = buckets.reduce((before, bucket) => before + part(bucket), 0);
  return countTo(
    sum,
    buckets.some(({ count }) => count > COUNTED_MAX),
  );
}

function countTo(count: number, isCut: boolean): Count {
  return { count: Math.min(count, COUNTED_MAX), more: isCut || count > COUNTED_MAX };
}
