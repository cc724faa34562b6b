import type { NewAction, Result } from "@redflag/contract/http/routes/alert-review";
import type { AlertRow } from "@redflag/contract/http/routes/alerts";
import type { Reviewer } from "@redflag/contract/http/routes/reviewers";
import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { api } from "../api/client.ts";
import { useCaller } from "../api/session.ts";
import { changeRows, findRows } from "./alert-pages.ts";
import { keepLastAction } from "./last-action-store.ts";
import { outcomeOf, type ReviewOutcome } from "./outcome.ts";
import { RequestKeys } from "./request-keys.ts";
import { type Names, reviewAfter, rowReview } from "./row-review.ts";
import { REVIEWERS } from "./use-reviewers.ts";

/** Which alert, and what of it whoever acts has seen: with either, other things are refused than what was looked at. */
export interface ReviewedAlert {
  id: string;
  version?: number | undefined;
  revision?: string | undefined;
}

interface Asked {
  alerts: readonly ReviewedAlert[];
  action: NewAction;
}

/** Goes into the history, which is kept in English. */
const UNDO_REASON = "taken back in the console";

/**
 * Does the same with one alert or many. Rows show at once what will most likely become of them, and go back where it is refused.
 * What was done is kept as the last action, which `undo` takes back.
 */
export function useReviewActions() {
  const client = useQueryClient();
  const { id: callerId, name } = useCaller();
  const keys = useRef(new RequestKeys());
  const names = (): Names => {
    const known = client.getQueryData<{ items: Reviewer[] }>(REVIEWERS)?.items ?? [];
    return new Map([...known.map((one) => [one.id, one.name] as const), [callerId, name]]);
  };

  const acting = useMutation({
    mutationFn: async ({ alerts, action }: Asked): Promise<ReviewOutcome> => {
      const body = { ...action, alerts: alerts.map(seenOf) };
      const reply = await keys.current.during(body, (idempotencyKey) => api.actOnAlerts({ body, idempotencyKey }));
      const { items, batch } = reply.body;
      settle(client, items, names());
      return outcomeOf(action.action, items, batch);
    },
    onMutate: ({ alerts, action }) => {
      const before = findRows(client, new Set(alerts.map(({ id }) => id)));
      changeRows(client, (row) =>
        before.has(row.id) ? { ...row, review: reviewAfter(row.review, action, callerId, names()) } : row,
      );
      return before;
    },
    onSuccess: (outcome, _, before) => {
      restore(client, before, new Set(outcome.refusals.map(({ alert }) => alert)));
      if (outcome.done > 0) keepLastAction(outcome);
    },
    onError: (_error, _asked, before) => restore(client, before, new Set(before?.keys())),
    onSettled: (_outcome, _error, { alerts }) =>
      readAgain(
        client,
        alerts.map(({ id }) => id),
      ),
  });

  const undoing = useMutation({
    mutationFn: async (batch: string): Promise<ReviewOutcome> => {
      const request = { params: { id: batch }, body: { reason: UNDO_REASON } };
      const { body } = await keys.current.during(request, (idempotencyKey) =>
        api.undoAlertBatch({ ...request, idempotencyKey }),
      );
      settle(client, body.items, names());
      readAgain(
        client,
        body.items.map(({ alert }) => alert),
      );
      return outcomeOf("undo", body.items, undefined);
    },
    onSuccess: keepLastAction,
  });

  return {
    act: (alerts: readonly ReviewedAlert[], action: NewAction, onOutcome?: (outcome: ReviewOutcome) => void) => {
      // What follows from it follows though the page that asked is being drawn anew by then; a failure stands in `error`.
      acting.mutateAsync({ alerts, action }).then(onOutcome, () => {});
    },
    undo: (batch: string) => undoing.mutate(batch),
    isPending: acting.isPending || undoing.isPending,
    error: acting.error ?? undoing.error,
  };
}

function seenOf({ id, version, revision }: ReviewedAlert) {
  return { id, ...(version !== undefined && { version }), ...(revision !== undefined && { revision }) };
}

function settle(client: QueryClient, items: readonly Result[], names: Names): void {
  const reviews = new Map(items.flatMap(({ alert, review }) => (review === undefined ? [] : [[alert, review]])));
  changeRows(client, (row) => {
    const review = reviews.get(row.id);
    return review === undefined ? row : { ...row, review: rowReview(review, names) };
  });
}

function restore(
  client: QueryClient,
  before: ReadonlyMap<string, AlertRow> | undefined,
  ids: ReadonlySet<string>,
): void {
  changeRows(client, (row) => {
    const old = ids.has(row.id) ? before?.get(row.id) : undefined;
    return old === undefined ? row : { ...row, review: old.review };
  });
}

/** What else shows these alerts: their pages, and the counts. Lists stay as they are: nothing moves under the cursor. */
function readAgain(client: QueryClient, ids: readonly string[]): void {
  const acted = new Set<unknown>(ids);
  void client.invalidateQueries({ predicate: ({ queryKey: [of, id] }) => of === "alert" && acted.has(id) });
  void client.invalidateQueries({ queryKey: ["alerts", "counts"] });
}
