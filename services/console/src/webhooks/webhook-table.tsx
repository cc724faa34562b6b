import type { ShownSubscription } from "@redflag/contract/http/routes/subscriptions";
import { Link } from "@tanstack/react-router";
import { useIntl } from "react-intl";
import { useNow } from "../app/now.ts";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Empty } from "../show/states.tsx";
import { Age } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { FilterWords } from "./filter-words.tsx";
import { OwnerName } from "./owner-name.tsx";
import type { useWebhookPages } from "./use-webhooks.ts";
import { WebhookMark } from "./webhook-mark.tsx";
import styles from "./webhooks.module.css";

interface Props {
  webhooks: ReturnType<typeof useWebhookPages>;
  sets: ReadonlyMap<string, string>;
  isStaff: boolean;
}

export function WebhookTable({ webhooks: { items, pages }, sets, isStaff }: Props) {
  const t = useText();
  const now = useNow();
  const owner: Column<ShownSubscription> = {
    head: t("webhook.exchange"),
    cell: ({ subscriber }) => subscriber && <OwnerName owner={subscriber} />,
  };
  const columns: readonly Column<ShownSubscription>[] = [
    {
      head: t("webhook.name"),
      cell: ({ id, name, url }) => (
        <p className={styles.breaks}>
          <Link to="/webhooks/$id" params={{ id }}>
            <bdi>{name}</bdi>
          </Link>
          <span className={styles.host}>
            <span className="mono ltr muted">{new URL(url).host}</span>
          </span>
        </p>
      ),
    },
    ...(isStaff ? [owner] : []),
    { head: t("webhook.state"), cell: (webhook) => <Standing webhook={webhook} now={now} /> },
    { head: t("webhook.sent"), cell: ({ filter }) => <FilterWords filter={filter} sets={sets} /> },
    {
      head: t("webhook.lastDelivered"),
      cell: ({ recent: { lastDeliveredAt } }) =>
        lastDeliveredAt === undefined ? <span className="muted">–</span> : <Age at={lastDeliveredAt} now={now} />,
    },
    { head: t("webhook.success"), className: "amount number", cell: ({ recent }) => <Success recent={recent} /> },
    { head: t("webhook.waiting"), className: "amount number", cell: ({ recent }) => recent.waiting },
  ];
  return (
    <section className={items?.length ? "panel" : ""} aria-label={t("webhook.title")}>
      <RowTable
        label={t("webhook.title")}
        columns={columns}
        rows={items}
        keyOf={({ id }) => id}
        pages={pages}
        empty={<Empty title={t("webhook.none")}>{t(isStaff ? "webhook.none.hint.staff" : "webhook.none.hint")}</Empty>}
      />
    </section>
  );
}

function Standing({ webhook, now }: { webhook: ShownSubscription; now: Date }) {
  const t = useText();
  return (
    <>
      <WebhookMark webhook={webhook} />
      {webhook.failingSince !== undefined && (
        <p className="muted">
          {t("webhook.failingSince")} <Age at={webhook.failingSince} now={now} />
        </p>
      )}
    </>
  );
}

/** Of what is settled among the newest events. */
export function Success({ recent: { delivered, dead } }: Pick<ShownSubscription, "recent">) {
  const t = useText();
  const { formatNumber } = useIntl();
  const settled = delivered + dead;
  if (settled === 0) return <span className="muted">–</span>;
  const share = formatNumber(delivered / settled, { style: "percent" });
  return <span title={t("webhook.success.of", { delivered, settled })}>{share}</span>;
}
