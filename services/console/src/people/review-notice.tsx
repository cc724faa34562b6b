import { Link } from "@tanstack/react-router";
import { useNow } from "../app/now.ts";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./people.module.css";
import { standingOf } from "./review-standing.ts";
import { useAccessReviews } from "./use-access-reviews.ts";

/** Whether access is to be gone through again. */
export function ReviewNotice() {
  const t = useText();
  return (
    <p className={styles.notice}>
      <span>
        <ReviewStanding />
      </span>
      <Link to="/access-review">{t("people.review.title")}</Link>
    </p>
  );
}

export function ReviewStanding() {
  const now = useNow();
  const { items } = useAccessReviews();
  if (items === undefined) return null;
  const { open, lastFinished, dueAt } = standingOf(items, now);
  if (open !== undefined)
    return (
      <Text
        id="people.review.open"
        values={{ decided: open.decidedCount, total: open.subjectCount, time: <Time at={open.startedAt} /> }}
      />
    );
  if (lastFinished?.finishedAt === undefined || dueAt === undefined) return <Text id="people.review.never" />;
  const times = { time: <Time at={lastFinished.finishedAt} />, due: <Time at={dueAt.toISOString()} /> };
  return <Text id={dueAt <= now ? "people.review.overdue" : "people.review.dueAt"} values={times} />;
}
