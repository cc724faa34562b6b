import type { Delivery } from "@redflag/contract/http/routes/deliveries";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ChevronDown, ChevronRight, RefreshCw } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { usePages } from "../api/use-pages.ts";
import { Button } from "../show/button.tsx";
import { Hash } from "../show/hash.tsx";
import choices from "../show/link-choices.module.css";
import { Panel } from "../show/panel.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Empty, FailureLine } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { DeliveryAttempts } from "./delivery-attempts.tsx";
import { Outcome } from "./outcome.tsx";
import { ReplayDialog } from "./replay-dialog.tsx";
import { useTypeName } from "./type-name.ts";
import { useDeed } from "./use-webhooks.ts";
import styles from "./webhooks.module.css";

const route = getRouteApi("/webhooks/$id");
const STATES = [undefined, "waiting", "delivered", "dead"] as const;

/** What was sent, what waits, and what was given up; read again when it is asked for. */
export function DeliveryLog({ id, mayWrite }: { id: string; mayWrite: boolean }) {
  const t = useText();
  const { state } = route.useSearch();
  const [opened, setOpened] = useState<string>();
  const [isReplaying, setReplaying] = useState(false);
  const { items, pages } = usePages(["webhook", id, "deliveries", state], (page) =>
    api.listDeliveries({ params: { id }, query: { ...page, ...(state !== undefined && { state }) } }),
  );
  const again = useReplayOne(id);
  const replayColumn: Column<Delivery> = {
    head: t("webhook.replay"),
    cell: ({ event, state: stateNow }) =>
      stateNow !== "waiting" && (
        <Button
          kind="quiet"
          aria-label={t("webhook.replay.one", { event })}
          isPending={again.isPending && again.variables === event}
          onPress={() => again.mutate(event)}
        >
          {t("webhook.replay.do")}
        </Button>
      ),
  };
  const columns: readonly Column<Delivery>[] = [
    {
      head: t("webhook.event"),
      cell: ({ event, type }) => (
        <span className={styles.event}>
          <Button
            kind="quiet"
            aria-expanded={opened === event}
            aria-label={t("webhook.attempts.show", { event })}
            onPress={() => setOpened(opened === event ? undefined : event)}
          >
            {opened === event ? (
              <ChevronDown size={14} aria-hidden />
            ) : (
              <ChevronRight size={14} aria-hidden className={styles.forward} />
            )}
          </Button>
          <span>
            <bdi>{type === undefined ? t("webhook.type.gone") : <TypeName type={type} />}</bdi>
            <span className={`muted ${styles.host}`}>
              <Hash hash={event} />
            </span>
          </span>
        </span>
      ),
    },
    { head: t("webhook.state"), cell: (delivery) => <DeliveryMark delivery={delivery} /> },
    { head: t("webhook.attempts"), className: "amount number", cell: ({ attempts }) => attempts },
    {
      head: t("webhook.lastAnswer"),
      cell: ({ lastAttempt }) =>
        lastAttempt === undefined ? <span className="muted">–</span> : <Outcome attempt={lastAttempt} />,
    },
    { head: t("webhook.event.at"), cell: ({ createdAt }) => <Time at={createdAt} seconds /> },
    ...(mayWrite ? [replayColumn] : []),
  ];
  return (
    <Panel
      title={t("webhook.log")}
      flush
      beside={
        <>
          <Button kind="quiet" aria-label={t("webhook.log.refresh")} onPress={() => void pages.refetch()}>
            <RefreshCw size={14} aria-hidden />
          </Button>
          {mayWrite && <Button onPress={() => setReplaying(true)}>{t("webhook.replay.many")}</Button>}
        </>
      }
    >
      <nav className={`${choices.choices} ${styles.states}`} aria-label={t("webhook.log.filter")}>
        {STATES.map((one) => (
          <Link
            key={one ?? "all"}
            to="/webhooks/$id"
            params={{ id }}
            search={{ state: one }}
            className={choices.choice}
            activeOptions={{ exact: true, includeSearch: true }}
          >
            {t(one === undefined ? "webhook.log.all" : `webhook.delivery.${one}`)}
          </Link>
        ))}
      </nav>
      {again.error !== null && <FailureLine error={again.error} />}
      <RowTable
        label={t("webhook.log")}
        columns={columns}
        rows={items}
        keyOf={({ event }) => event}
        pages={pages}
        below={({ event }) => (opened === event ? <DeliveryAttempts id={id} event={event} /> : undefined)}
        empty={
          <Empty title={t(state === undefined ? "webhook.log.none" : "webhook.log.noneSo")}>
            {t("webhook.log.none.hint")}
          </Empty>
        }
      />
      {isReplaying && <ReplayDialog id={id} onClose={() => setReplaying(false)} />}
    </Panel>
  );
}

function useReplayOne(id: string) {
  const deed = useDeed(id);
  return useMutation({
    mutationFn: (event: string) => deed(() => api.replayDelivery({ params: { id, event } })),
  });
}

/** The type as it is sent is one hover away. */
function TypeName({ type }: { type: string }) {
  const typeName = useTypeName();
  return <span title={type}>{typeName(type)}</span>;
}

function DeliveryMark({ delivery: { state, held, nextAt } }: { delivery: Delivery }) {
  const t = useText();
  const word = <span className={`${styles.mark} ${styles[state]}`}>{t(`webhook.delivery.${state}`)}</span>;
  if (state !== "waiting") return word;
  return (
    <p>
      {word} {held && <span className="muted">{t("webhook.delivery.held")}</span>}
      {!held && nextAt !== undefined && (
        <span className="muted">
          {t("webhook.delivery.next")} <Time at={nextAt} seconds />
        </span>
      )}
    </p>
  );
}
