import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { Dialog, Heading, Label, Modal, ModalOverlay, TextArea, TextField } from "react-aria-components";
import { useText } from "../words/words.tsx";
import { Button } from "./button.tsx";
import { Refusal } from "./refusal.tsx";

const REASON_CHARS_MAX = 500;

interface Props<T> {
  title: string;
  hint?: ReactNode;
  /** What the button says. */
  action: string;
  kind?: "primary" | "danger";
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** More than the reason to fill in, above it. */
  children?: ReactNode;
  /** A failure is told beside the button, and what was typed stays. */
  onConfirm: (reason: string) => Promise<T>;
  /** What comes then, where it is not that the dialog closes. */
  onDone?: (result: T) => void;
}

/** Asks why, for whoever reads the audit, before something is done. */
export function ReasonDialog<T>({
  title,
  hint,
  action,
  kind = "primary",
  isOpen,
  onOpenChange,
  children,
  onConfirm,
  onDone = () => onOpenChange(false),
}: Props<T>) {
  const t = useText();
  const [reason, setReason] = useState("");
  const attempt = useMutation({
    mutationFn: () => onConfirm(oneLine(reason)),
    onSuccess: (result) => {
      setReason("");
      onDone(result);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate();
  };
  return (
    <ModalOverlay
      className="backdrop"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      // A press beside it loses nothing that was typed.
      isDismissable={reason === "" && children === undefined}
    >
      <Modal className="dialog">
        <Dialog>
          <form onSubmit={submit}>
            <Heading slot="title">{title}</Heading>
            {hint !== undefined && <div className="muted">{hint}</div>}
            {children}
            <TextField className="field" isRequired value={reason} onChange={setReason} maxLength={REASON_CHARS_MAX}>
              <Label>{t("show.reason")}</Label>
              <TextArea className="input" autoFocus={children === undefined} />
            </TextField>
            {attempt.error !== null && <Refusal error={attempt.error} />}
            <div className="actions">
              <Button slot="close">{t("show.cancel")}</Button>
              <Button kind={kind} type="submit" isPending={attempt.isPending}>
                {action}
              </Button>
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** A reason is one line; what was typed or pasted on several becomes one. */
function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}
