import { Undo2, X } from "lucide-react";
import { useKey } from "../app/keys.tsx";
import { Button } from "../show/button.tsx";
import { FailureLine } from "../show/states.tsx";
import { Text, useText } from "../words/words.tsx";
import { keepLastAction, useLastAction } from "./last-action-store.ts";
import { Refusals } from "./refusals.tsx";
import styles from "./review.module.css";
import { useReviewActions } from "./use-review-actions.ts";

/** What was done last and what was refused of it. It stays until it is put away, and takes back by `u`. */
export function LastAction({ keysEnabled = true }: { keysEnabled?: boolean }) {
  const t = useText();
  const last = useLastAction();
  const { undo, isPending, error } = useReviewActions();
  const batch = last?.batch;
  const takeBack = () => batch !== undefined && !isPending && undo(batch);
  useKey("U", "review.undo.last", takeBack, { enabled: keysEnabled && batch !== undefined });
  return (
    <div className={`${styles.last} screen-only`} role="status">
      {last !== undefined && (
        <div className={styles.toast}>
          <p>
            <Text id={`review.done.${last.action}`} values={{ count: last.done }} />
          </p>
          {batch !== undefined && (
            <Button onPress={takeBack} isPending={isPending}>
              <Undo2 size={14} aria-hidden /> {t("review.undo")} <kbd>U</kbd>
            </Button>
          )}
          <Button kind="quiet" aria-label={t("review.dismiss")} onPress={() => keepLastAction(undefined)}>
            <X size={14} aria-hidden />
          </Button>
          <Refusals refusals={last.refusals} />
          {error !== null && <FailureLine error={error} />}
        </div>
      )}
    </div>
  );
}
