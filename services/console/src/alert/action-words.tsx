import type { AlertAction } from "@redflag/contract/http/routes/alert-review";
import { useReviewers } from "../review/use-reviewers.ts";
import { Time } from "../show/time.tsx";
import { findMessage } from "../words/find-message.ts";
import { Text, useText } from "../words/words.tsx";

/** Who did what, in one sentence. */
export function ActionWords({ action: { action, by, after } }: { action: AlertAction }) {
  const t = useText();
  const reviewers = useReviewers();
  const { assignee, disposition, snoozedUntil } = after;
  const whom = reviewers.data?.items.find(({ id }) => id === assignee)?.name ?? assignee?.slice(0, 8) ?? "";
  const id = findMessage(`alert.did.${action}`);
  const values = {
    name: <bdi>{by.name}</bdi>,
    whom: <bdi>{whom}</bdi>,
    disposition: disposition === undefined ? "" : t(`review.disposition.${disposition}`),
    time: snoozedUntil === undefined ? "" : <Time at={snoozedUntil} />,
  };
  return id === undefined ? <bdi>{`${by.name}: ${action}`}</bdi> : <Text id={id} values={values} />;
}
