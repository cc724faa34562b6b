import { ApiProblem } from "@redflag/contract/http/api-problem";
import type { Subscription } from "@redflag/contract/http/routes/subscriptions";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api } from "../api/client.ts";
import { RequestKeys } from "../review/request-keys.ts";
import { Button } from "../show/button.tsx";
import { Panel } from "../show/panel.tsx";
import { FailureLine } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { Advice, Outcome } from "./outcome.tsx";
import { ResponseHead } from "./response-head.tsx";
import styles from "./webhooks.module.css";

const LOOK_MS = 1_000;
/** Longer than an attempt may take; each look is in the audit. */
const LOOKS_MAX = 30;

/** Has an event sent to this webhook alone, and shows what came of it. */
export function SendTest({ webhook: { id, state } }: { webhook: Subscription }) {
  const t = useText();
  const keys = useRef(new RequestKeys());
  const send = useMutation({
    mutationFn: () =>
      keys.current.during({ id }, (idempotencyKey) => api.testSubscription({ params: { id }, idempotencyKey })),
  });
  const event = send.data?.body.event;
  return (
    <Panel title={t("webhook.test")}>
      <div className={styles.stack}>
        <p className="muted">{t(state === "active" ? "webhook.test.hint" : "webhook.test.inactive")}</p>
        <div>
          <Button isPending={send.isPending} isDisabled={state !== "active"} onPress={() => send.mutate()}>
            {t("webhook.test.do")}
          </Button>
        </div>
        {send.error !== null && <FailureLine error={send.error} />}
        <div aria-live="polite">{event !== undefined && <TestOutcome key={event} id={id} event={event} />}</div>
      </div>
    </Panel>
  );
}

function TestOutcome({ id, event }: { id: string; event: string }) {
  const t = useText();
  const queryClient = useQueryClient();
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ["webhook-test", id, event],
    queryFn: async () => {
      try {
        return (await api.getDelivery({ params: { id, event } })).body;
      } catch (error) {
        // It is in the feed already, and becomes a delivery in a moment.
        if (error instanceof ApiProblem && error.code === "not_found") return null;
        throw error;
      }
    },
    refetchInterval: ({ state: { data, dataUpdateCount } }) =>
      (data?.attempts.length ?? 0) > 0 || dataUpdateCount >= LOOKS_MAX ? false : LOOK_MS,
    retry: false,
  });
  const attempt = data?.attempts[0];
  const isThere = attempt !== undefined;
  useEffect(() => {
    if (isThere) void queryClient.invalidateQueries({ queryKey: ["webhook", id] });
  }, [isThere, queryClient, id]);
  if (error !== null) return <FailureLine error={error} />;
  if (attempt === undefined) {
    return (
      <p>
        {t("webhook.test.waiting")}{" "}
        {!isFetching && (
          <Button kind="quiet" onPress={() => void refetch()}>
            {t("webhook.test.look")}
          </Button>
        )}
      </p>
    );
  }
  return (
    <div className={styles.stack}>
      <p className={attempt.outcome === "delivered" ? styles.good : styles.bad}>
        <Outcome attempt={attempt} />
      </p>
      <ResponseHead attempt={attempt} />
      <Advice attempt={attempt} />
    </div>
  );
}
