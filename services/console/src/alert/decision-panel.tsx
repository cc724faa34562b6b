import { useState } from "react";
import { useKey } from "../app/keys.tsx";
import { Button } from "../show/button.tsx";
import { FailureLine, Loading } from "../show/states.tsx";
import { Refusals } from "../review/refusals.tsx";
import { useReviewActions } from "../review/use-review-actions.ts";
import type { ReviewOutcome } from "../review/outcome.ts";
import { Text, useText } from "../words/words.tsx";
import { CloseMenu } from "./close-menu.tsx";
import styles from "./decision-panel.module.css";
import { MoreMenu } from "./more-menu.tsx";
import { type Asked, ReviewDialog } from "./review-dialog.tsx";
import { ReviewLine } from "./review-line.tsx";
import { useAlertActions } from "./use-alert.ts";

interface Props {
  id: string;
  /** Off where something else on the page has the same keys. */
  keysEnabled?: boolean;
  /** Puts the cursor where a comment is typed. */
  onComment?: (() => void) | undefined;
  /** Opens what takes the alert into a case; absent where there is none. */
  onCase?: (() => void) | undefined;
}

/** Where the review stands, and what the reader may do with it: nothing else is offered. */
export function DecisionPanel({ id, keysEnabled = true, onComment, onCase }: Props) {
  const t = useText();
  const actions = useAlertActions(id);
  const [asked, setAsked] = useState<Asked>();
  const { act, isPending, error } = useReviewActions();
  const [refusals, setRefusals] = useState<ReviewOutcome["refusals"]>([]);
  const newest = actions.data?.pages[0];
  const allowed = new Set(newest?.allowed ?? []);
  const may = (action: Parameters<typeof allowed.has>[0]) => allowed.has(action);
  const alerts = [{ id, version: newest?.version }];
  const doNow = (action: "claim" | "release" | "wake") => {
    if (!isPending) act(alerts, { action }, (outcome) => setRefusals(outcome.refusals));
  };
  const decide = may("overrule") ? "overrule" : "close";
  const keys = { enabled: keysEnabled && asked === undefined };
  const ask = (what: Asked) => () => setAsked(what);
  const comment = onComment ?? ask({ of: "comment" });
  useKey("C", "alert.claim", () => doNow("claim"), { enabled: keys.enabled && may("claim") });
  useKey("A", "review.assign", ask({ of: "assign" }), { enabled: keys.enabled && may("assign") });
  useKey("E", "review.escalate", ask({ of: "escalate" }), { enabled: keys.enabled && may("escalate") });
  useKey("D", `review.${decide}`, ask({ of: decide }), { enabled: keys.enabled && (may("close") || may("overrule")) });
  useKey("S", "review.snooze", ask({ of: "snooze" }), { enabled: keys.enabled && may("snooze") });
  useKey("N", "review.comment", comment, { enabled: keys.enabled && may("comment") });
  if (actions.error !== null && newest === undefined) return <FailureLine error={actions.error} />;
  if (newest === undefined) return <Loading rows={1} />;
  return (
    <div className={styles.panel}>
      <ReviewLine review={newest.review} />
      <div className={`${styles.buttons} screen-only`} role="group" aria-label={t("alert.decide")}>
        {may("claim") && (
          <Button kind="primary" onPress={() => doNow("claim")} isPending={isPending}>
            <Text id="alert.claim" /> <kbd>C</kbd>
          </Button>
        )}
        {may("assign") && (
          <Button onPress={ask({ of: "assign" })}>
            <Text id="review.assign" /> <kbd>A</kbd>
          </Button>
        )}
        {may("escalate") && (
          <Button onPress={ask({ of: "escalate" })}>
            <Text id="review.escalate" /> <kbd>E</kbd>
          </Button>
        )}
        {may("confirm") && (
          <Button kind="primary" onPress={ask({ of: "confirm" })}>
            <Text id="review.confirm" />
          </Button>
        )}
        {may("reopen") && (
          <Button onPress={ask({ of: "reopen" })}>
            <Text id="review.reopen" />
          </Button>
        )}
        {may("overrule") && <CloseMenu action="overrule" onChoose={setAsked} />}
        {may("close") && <CloseMenu action="close" onChoose={setAsked} />}
        <MoreMenu
          allowed={allowed}
          onChoose={(choice) => {
            if (choice === "case") onCase?.();
            else if (choice === "comment") comment();
            else if (choice === "snooze") setAsked({ of: "snooze" });
            else doNow(choice);
          }}
          hasCase={onCase !== undefined}
        />
      </div>
      <Refusals refusals={refusals} />
      {error !== null && <FailureLine error={error} />}
      {asked !== undefined && <ReviewDialog asked={asked} alerts={alerts} onDone={() => setAsked(undefined)} />}
    </div>
  );
}
