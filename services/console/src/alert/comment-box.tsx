import { type FormEvent, type KeyboardEvent, type RefObject, useState } from "react";
import { Label, TextArea, TextField } from "react-aria-components";
import type { ReviewOutcome } from "../review/outcome.ts";
import { Refusals } from "../review/refusals.tsx";
import { useReviewActions } from "../review/use-review-actions.ts";
import { Button } from "../show/button.tsx";
import { FailureLine } from "../show/states.tsx";
import { Text } from "../words/words.tsx";
import styles from "./stream.module.css";
import { useDraft } from "./use-draft.ts";

const CHARS_MAX = 2_000;

/** A comment is taken whatever else happens to the alert: it goes without a version. */
export function CommentBox({ id, field }: { id: string; field: RefObject<HTMLTextAreaElement | null> }) {
  const [draft, setDraft] = useDraft(`comment.${id}`);
  const { act, isPending, error } = useReviewActions();
  const [refusals, setRefusals] = useState<ReviewOutcome["refusals"]>([]);
  const text = draft.trim();
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text === "" || isPending) return;
    act([{ id }], { action: "comment", text }, (outcome) => {
      setRefusals(outcome.refusals);
      if (outcome.done > 0) setDraft("");
    });
  };
  return (
    <form onSubmit={send} className={`${styles.comment} screen-only`}>
      <TextField className="field" value={draft} onChange={setDraft} maxLength={CHARS_MAX}>
        <Label>
          <Text id="alert.comment" /> <kbd>N</kbd>
        </Label>
        <TextArea ref={field} className="input" dir="auto" rows={2} onKeyDown={sendByKey} />
      </TextField>
      <Refusals refusals={refusals} />
      {error !== null && <FailureLine error={error} />}
      <div className={styles.send}>
        <span className="muted">
          <Text id="alert.comment.hint" />
        </span>
        <Button type="submit" isDisabled={text === ""} isPending={isPending}>
          <Text id="review.comment" /> <kbd>Ctrl</kbd> <kbd>Enter</kbd>
        </Button>
      </div>
    </form>
  );
}

function sendByKey(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
}
