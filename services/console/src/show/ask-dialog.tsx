import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { FormDialog } from "./form-dialog.tsx";

interface Props<T> {
  title: string;
  hint?: ReactNode;
  /** What the button says. */
  action: string;
  kind?: "primary" | "danger";
  isReady?: boolean;
  onClose: () => void;
  children?: ReactNode;
  onConfirm: () => Promise<T>;
  /** What comes then, where it is not that the dialog closes. */
  onDone?: (result: T) => void;
}

/** Asks for what is needed and does it, where no reason is asked for besides. */
export function AskDialog<T>({ onConfirm, onDone, ...props }: Props<T>) {
  // What is made may be a secret: nothing keeps it but who is given it.
  const attempt = useMutation({ mutationFn: onConfirm, onSuccess: onDone ?? props.onClose, gcTime: 0 });
  return (
    <FormDialog {...props} isPending={attempt.isPending} error={attempt.error} onSubmit={() => attempt.mutate()} />
  );
}
