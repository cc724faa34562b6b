import type { ReviewActionKind } from "@redflag/domain/alert-review";
import { useKey } from "../app/keys.tsx";
import type { Asked } from "../review/asked-dialog.tsx";

interface Props {
  allowed: ReadonlySet<ReviewActionKind>;
  onClaim: () => void;
  onComment: () => void;
  onAsk: (of: Asked["of"]) => void;
}

/** The keys of decisions, those of the queue. Where this is not there the keys are free for what else is on the page. */
export function DecisionKeys({ allowed, onClaim, onComment, onAsk }: Props) {
  const when = (action: ReviewActionKind) => ({ enabled: allowed.has(action) });
  const decide = allowed.has("overrule") ? "overrule" : "close";
  useKey("C", "alert.claim", onClaim, when("claim"));
  useKey("A", "review.assign", () => onAsk("assign"), when("assign"));
  useKey("E", "review.escalate", () => onAsk("escalate"), when("escalate"));
  useKey("D", `review.${decide}`, () => onAsk(decide), when(decide));
  useKey("S", "review.snooze", () => onAsk("snooze"), when("snooze"));
  useKey("N", "review.comment", onComment, when("comment"));
  return null;
}
