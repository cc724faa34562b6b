import type { Disposition } from "@redflag/domain/disposition";
import { AssignDialog } from "./assign-dialog.tsx";
import { DispositionDialog } from "./disposition-dialog.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import type { ReviewDialogProps } from "./review-frame.tsx";
import { SnoozeDialog } from "./snooze-dialog.tsx";

/** An action that needs more than a press. */
export interface Asked {
  of: "assign" | "snooze" | "comment" | "escalate" | "reopen" | "confirm" | "close" | "overrule";
  /** Chosen beforehand, of close and overrule. */
  disposition?: Disposition;
}

export function AskedDialog({ asked: { of, disposition }, ...props }: ReviewDialogProps & { asked: Asked }) {
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
