import { ApiProblem } from "@redflag/contract/http/api-problem";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent, ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useText } from "../words/words.tsx";
import { Button } from "./button.tsx";
import { FailureLine } from "./states.tsx";

interface Props<T> {
  title: string;
  hint?: ReactNode;
  /** What the button says. */
  action: string;
  kind?: "primary" | "danger";
  isReady?: boolean;
  onClose: () => void;
  children?: ReactNode;
  /** A failure is told beside the button, and what was typed stays. */
  onConfirm: () => Promise<T>;
  /** What comes then, where it is not that the dialog closes. */
  onDone?: (result: T) => void;
}

/** Asks for what is needed, where no reason is asked for besides. */
export function FormDialog<T>(props: Props<T>) {
  const { title, hint, action, kind = "primary", isReady = true, onClose, children, onConfirm } = props;
  const { onDone = onClose } = props;
  const t = useText();
  // What is made may be a secret: nothing keeps it but who is given it.
  const attempt = useMutation({ mutationFn: onConfirm, onSuccess: onDone, gcTime: 0 });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !attempt.isPending) attempt.mutate();
  };
  return (
    <ModalOverlay className="backdrop" isOpen onOpenChange={onClose}>
      <Modal className="dialog">
        <Dialog>
          <form onSubmit={submit}>
            <Heading slot="title">{title}</Heading>
            {hint !== undefined && <div className="muted">{hint}</div>}
            {children}
            {attempt.error !== null && <Refusal error={attempt.error} />}
            <div className="actions">
              <Button onPress={onClose}>{t("show.cancel")}</Button>
              <Button kind={kind} type="submit" isDisabled={!isReady} isPending={attempt.isPending}>
                {action}
              </Button>
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Where somebody was quicker, a second press is made of what is there now: the page has read it again. */
function Refusal({ error }: { error: Error }) {
  const t = useText();
  if (!(error instanceof ApiProblem && error.code === "version_outdated")) return <FailureLine error={error} />;
  return <p role="alert">{t("show.outdated")}</p>;
}
