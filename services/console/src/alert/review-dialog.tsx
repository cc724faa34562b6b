import type { Disposition } from "@redflag/domain/disposition";
import { AssignDialog } from "../review/assign-dialog.tsx";
import { DispositionDialog } from "../review/disposition-dialog.tsx";
import { ReasonDialog } from "../review/reason-dialog.tsx";
import type { ReviewDialogProps } from "../review/review-frame.tsx";
import { SnoozeDialog } from "../review/snooze-dialog.tsx";

/** An action that needs more than a press. */
export interface Asked {
  of: "assign" | "snooze" | "comment" | "escalate" | "reopen" | "confirm" | "close" | "overrule";
  /** Chosen beforehand, of close and overrule. */
  disposition?: Disposition;
}

export function ReviewDialog({ asked: { of, disposition }, ...props }: ReviewDialogProps & { asked: Asked }) {
  switch (of) {
    case "assign":
      return <AssignDialog {...props} />;
    case "snooze":
      return <SnoozeDialog {...props} />;
    case "close":
    case "overrule":
      return <DispositionDialog {...props} action={of} disposition={disposition} />;
    default:
      return <ReasonDialog {...props} action={of} />;
  }
}
