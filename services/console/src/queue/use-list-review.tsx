import type { AlertRow } from "@redflag/contract/http/routes/alerts";
import { type ReactNode, useState } from "react";
import { useMay } from "../api/session.ts";
import { AskForMore } from "../review/ask-for-more.tsx";
import type { Asked } from "../review/asked-dialog.tsx";
import { keepLastAction } from "../review/last-action-store.ts";
import type { ReviewOutcome } from "../review/outcome.ts";
import { useReviewActions } from "../review/use-review-actions.ts";
import { useQueueKey } from "./use-queue-key.ts";

interface Options {
  /** What the keys act on: the selected rows, or the one under the cursor. */
  alerts: readonly AlertRow[];
  isSelection: boolean;
  /** `hasDecided`: the one alert under the cursor has gone out of hand, and the next is up. */
  onDone: (hasDecided: boolean) => void;
}

export interface ListReview {
  mayReview: boolean;
  mayAssign: boolean;
  claim: () => void;
  ask: (of: Asked["of"]) => void;
  isPending: boolean;
  error: Error | null;
  dialog: ReactNode;
}

const DECIDING: readonly ReviewOutcome["action"][] = ["close", "escalate", "snooze"];

/** What is done with rows: by key, by button, and the dialogs that some of it needs. */
export function useListReview({ alerts, isSelection, onDone }: Options): ListReview {
  const mayReview = useMay("alerts:review");
  const mayAssign = useMay("alerts:overrule");
  const { act, isPending, error } = useReviewActions();
  // What was asked about stays what it is about, though rows come and go behind the dialog.
  const [asked, setAsked] = useState<{ of: Asked["of"]; alerts: readonly AlertRow[]; isSelection: boolean }>();
  const ids = alerts.map(({ id }) => ({ id }));
  const isReady = mayReview && alerts.length > 0;
  const ask = (of: Asked["of"]) => isReady && setAsked({ of, alerts, isSelection });
  const claim = () => {
    if (!isReady || isPending) return;
    act(ids, { action: "claim" }, (outcome) => {
      // No dialog is there that could say why.
      if (outcome.done === 0) keepLastAction(outcome);
      else if (isSelection) onDone(false);
    });
  };
  useQueueKey("C", "queue.key.claim", claim, { enabled: isReady });
  useQueueKey("A", "queue.key.assign", () => ask("assign"), { enabled: isReady && mayAssign });
  useQueueKey("E", "queue.key.escalate", () => ask("escalate"), { enabled: isReady });
  useQueueKey("D", "queue.key.close", () => ask("close"), { enabled: isReady });
  useQueueKey("S", "queue.key.snooze", () => ask("snooze"), { enabled: isReady });
  useQueueKey("N", "queue.key.comment", () => ask("comment"), { enabled: isReady });

  const end = (outcome?: ReviewOutcome) => {
    setAsked(undefined);
    if (outcome !== undefined) onDone(asked?.isSelection === false && DECIDING.includes(outcome.action));
  };
  return {
    mayReview,
    mayAssign,
    claim,
    ask,
    isPending,
    error,
    dialog: asked && (
      <AskForMore asked={{ of: asked.of }} alerts={asked.alerts.map(({ id }) => ({ id }))} onDone={end} />
    ),
  };
}
