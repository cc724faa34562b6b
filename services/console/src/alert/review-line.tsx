import type { Review } from "@redflag/contract/http/routes/alert-review";
import { useNow } from "../app/now.ts";
import { useReviewers } from "../review/use-reviewers.ts";
import { Age, Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./decision-panel.module.css";
import { useAlert } from "./use-alert.ts";

/** Where the review stands: its state, whose it is, until when. */
export function ReviewLine({ id, review }: { id: string; review: Review }) {
  const t = useText();
  const now = useNow();
  const { state, assignee, dueAt, overdue, snoozedUntil, disposition } = review;
  const name = useAssigneeName(id, assignee);
  return (
    <p className={styles.review}>
      <strong>{t(`alert.review.${state}`)}</strong>
      {disposition !== undefined && <span>{t(`review.disposition.${disposition}`)}</span>}
      {name !== undefined && (
        <span>
          <Text id="alert.assignee" values={{ name: <bdi>{name}</bdi> }} />
        </span>
      )}
      {name === undefined && state !== "closed" && (
        <span>
          <Text id="alert.nobody" />
        </span>
      )}
      {snoozedUntil !== undefined && (
        <span>
          <Text id="alert.snoozedUntil" values={{ time: <Time at={snoozedUntil} /> }} />
        </span>
      )}
      {state !== "closed" && (
        <span className={overdue ? styles.late : "muted"}>
          <Text id={overdue ? "alert.overdue" : "alert.due"} values={{ time: <Age at={dueAt} now={now} /> }} />
        </span>
      )}
    </p>
  );
}

/** As the alert tells it, or the list of colleagues: whoever has it may have left since. */
function useAssigneeName(alert: string, assignee: string | undefined): string | undefined {
  const told = useAlert(alert).data?.review.assignee;
  const reviewers = useReviewers();
  if (assignee === undefined) return undefined;
  if (told?.id === assignee) return told.name;
  return reviewers.data?.items.find(({ id }) => id === assignee)?.name ?? assignee.slice(0, 8);
}
