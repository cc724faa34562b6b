import type { FormEvent, ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useText } from "../words/words.tsx";
import { Button } from "./button.tsx";
import styles from "./form-dialog.module.css";
import { Refusal } from "./refusal.tsx";

interface Props {
  title: string;
  hint?: ReactNode;
  /** What the button says. */
  action: string;
  kind?: "primary" | "danger";
  /** Wider than others: of many fields. */
  wide?: boolean;
  isReady?: boolean;
  isPending: boolean;
  error: Error | null;
  onSubmit: () => void;
  onClose: () => void;
  children?: ReactNode;
}

/** Asks for what is needed, or whether it is really meant. A failure is told beside the button, and what was typed stays. */
export function FormDialog({ title, hint, action, kind = "primary", wide = false, onClose, ...props }: Props) {
  const { isReady = true, isPending, error, onSubmit, children } = props;
  const t = useText();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !isPending) onSubmit();
  };
  return (
    <ModalOverlay className="backdrop" isOpen onOpenChange={onClose} isDismissable={children === undefined}>
      <Modal className={wide ? `dialog ${styles.wide}` : "dialog"}>
        <Dialog>
          <form onSubmit={submit}>
            <Heading slot="title">{title}</Heading>
            {hint !== undefined && <div className="muted">{hint}</div>}
            {children}
            {error !== null && <Refusal error={error} />}
            <div className="actions">
              <Button onPress={onClose}>{t("show.cancel")}</Button>
              <Button kind={kind} type="submit" isDisabled={!isReady} isPending={isPending}>
                {action}
              </Button>
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
