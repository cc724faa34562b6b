import type { AlertRow } from "@redflag/contract/http/routes/alerts";
import { AssignDialog } from "../review/assign-dialog.tsx";
import { DispositionDialog } from "../review/disposition-dialog.tsx";
import type { ReviewOutcome } from "../review/outcome.ts";
import { ReasonDialog } from "../review/reason-dialog.tsx";
import { SnoozeDialog } from "../review/snooze-dialog.tsx";

export type Asked = "assign" | "escalate" | "close" | "snooze" | "comment";

interface Props {
  what: Asked;
  alerts: readonly AlertRow[];
  onDone: (outcome?: ReviewOutcome) => void;
}

/** What an action on rows needs to be told. */
export function AskedDialog({ what, alerts: rows, onDone }: Props) {
  const props = { alerts: rows.map(({ id }) => ({ id })), onDone };
  switch (what) {
    case "assign":
      return <AssignDialog {...props} />;
    case "close":
      return <DispositionDialog {...props} />;
    case "snooze":
      return <SnoozeDialog {...props} />;
    default:
      return <ReasonDialog {...props} action={what} />;
  }
}
