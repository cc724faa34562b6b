import type { Attempt } from "@redflag/contract/http/routes/deliveries";
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { CopyButton } from "../show/copy-button.tsx";
import { Failure, Loading } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { Advice, Outcome } from "./outcome.tsx";
import { ResponseHead } from "./response-head.tsx";
import styles from "./webhooks.module.css";

/** Each attempt at one event, the newest first, and the bytes that were sent. */
export function DeliveryAttempts({ id, event }: { id: string; event: string }) {
  const t = useText();
  const { data, error, refetch } = useQuery({
    queryKey: ["webhook", id, "delivery", event],
    queryFn: async () => (await api.getDelivery({ params: { id, event } })).body,
  });
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading rows={2} />;
  return (
    <div className={styles.opened}>
      {data.attempts.length === 0 && <p className="muted">{t("webhook.attempts.none")}</p>}
      <ol className={styles.attempts}>
        {data.attempts.map((attempt) => (
          <li key={attempt.number}>
            <OneAttempt attempt={attempt} />
          </li>
        ))}
      </ol>
      {data.body !== undefined && (
        <details>
          <summary>{t("webhook.body")}</summary>
          <CopyButton text={data.body} what={t("webhook.body.what")} />
          <bdi className={`mono ${styles.answer}`}>{data.body}</bdi>
        </details>
      )}
    </div>
  );
}

function OneAttempt({ attempt }: { attempt: Attempt }) {
  const t = useText();
  return (
    <>
      <p>
        <strong>{t("webhook.attempt", { number: attempt.number })}</strong> <Time at={attempt.at} seconds />{" "}
        <span className={attempt.outcome === "delivered" ? styles.good : styles.bad}>
          <Outcome attempt={attempt} />
        </span>
      </p>
      <Advice attempt={attempt} />
      <ResponseHead attempt={attempt} />
      <details>
        <summary>{t("webhook.headers")}</summary>
        <bdi className={`mono ${styles.answer}`}>{headerLines(attempt.request.headers)}</bdi>
        {attempt.response?.headers !== undefined && (
          <>
            <p className="muted">{t("webhook.headers.answer")}</p>
            <bdi className={`mono ${styles.answer}`}>{headerLines(attempt.response.headers)}</bdi>
          </>
        )}
      </details>
    </>
  );
}

function headerLines(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
}
