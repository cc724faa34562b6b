import type { NewAction } from "@redflag/contract/http/routes/alert-review";
import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Button } from "../show/button.tsx";
import { FailureLine } from "../show/states.tsx";
import type { MessageId } from "../words/en.ts";
import { useText } from "../words/words.tsx";
import type { Refusal, ReviewOutcome } from "./outcome.ts";
import { Refusals } from "./refusals.tsx";
import styles from "./review.module.css";
import { type ReviewedAlert, useReviewActions } from "./use-review-actions.ts";

export interface ReviewDialogProps {
  alerts: readonly ReviewedAlert[];
  /** The dialog is to be taken away; without an outcome nothing was done. */
  onDone: (outcome?: ReviewOutcome) => void;
}

interface Props extends ReviewDialogProps {
  title: MessageId;
  submit: MessageId;
  /** Absent until all that it needs is there. */
  action: NewAction | undefined;
  children: ReactNode;
}

/** Asks for what an action needs. It stays, with what was typed, where the action failed or was refused altogether. */
export function ReviewFrame({ alerts, onDone, title, submit, action, children }: Props) {
  const t = useText();
  const { act, isPending, error } = useReviewActions();
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (action === undefined || isPending) return;
    setRefusals([]);
    act(alerts, action, (outcome) => (outcome.done === 0 ? setRefusals(outcome.refusals) : onDone(outcome)));
  };
  return (
    <ModalOverlay className="backdrop" isOpen onOpenChange={() => onDone()} isKeyboardDismissDisabled={isPending}>
      <Modal className="dialog">
        <Dialog>
          <form onSubmit={send} onKeyDown={sendByKey}>
            <Heading slot="title">{t(title, { count: alerts.length })}</Heading>
            {children}
            <Refusals refusals={refusals} />
            {error !== null && <FailureLine error={error} />}
            <div className={`actions ${styles.actions}`}>
              <span className="muted">
                <kbd>Ctrl</kbd> <kbd>Enter</kbd>
              </span>
              <Button onPress={() => onDone()}>{t("review.cancel")}</Button>
              <Button kind="primary" type="submit" isDisabled={action === undefined} isPending={isPending}>
                {t(submit, { count: alerts.length })}
              </Button>
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function sendByKey(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
}
