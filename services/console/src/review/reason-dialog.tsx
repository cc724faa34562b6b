import { useState } from "react";
import { ReasonField } from "./reason-field.tsx";
import { type ReviewDialogProps, ReviewFrame } from "./review-frame.tsx";

interface Props extends ReviewDialogProps {
  action: "comment" | "escalate" | "reopen" | "confirm";
}

/** Asks for nothing but words. */
export function ReasonDialog({ action, ...props }: Props) {
  const [reason, setReason] = useState("");
  const text = reason.trim();
  return (
    <ReviewFrame
      {...props}
      title={`review.${action}.title`}
      submit={`review.${action}`}
      action={text === "" ? undefined : { action, text }}
    >
      <ReasonField value={reason} onChange={setReason} autoFocus />
    </ReviewFrame>
  );
}
