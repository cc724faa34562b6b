import type { SubscriberDeliveries } from "@redflag/contract/http/routes/operations";
import { useIntl } from "react-intl";
import { FigureTrack } from "../show/figure-track.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Empty } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { HealthMark } from "./health-mark.tsx";
import styles from "./operations.module.css";
import type { TablePages } from "./use-live.ts";

interface Props {
  deliveries: readonly SubscriberDeliveries[] | undefined;
  pages: TablePages;
}

/** What exchanges are owed. */
export function DeliveryTable({ deliveries, pages }: Props) {
  const t = useText();
  const { formatNumber } = useIntl();
  const columns: readonly Column<SubscriberDeliveries>[] = [
    { head: t("operations.delivery.subscriber"), cell: ({ name }) => <bdi className={styles.words}>{name}</bdi> },
    { head: t("operations.delivery.due"), cell: ({ due }) => formatNumber(due), className: "amount number" },
    {
      head: t("operations.delivery.lateShare"),
      cell: ({ due, late }) => (
        <div className={styles.bar}>
          <FigureTrack value={String(late)} threshold={String(due)} met={late > 0} />
        </div>
      ),
    },
    {
      head: t("operations.delivery.waiting"),
      cell: ({ waiting }) => formatNumber(waiting),
      className: "amount number",
    },
    { head: t("operations.state"), cell: (one) => <DeliveryState of={one} /> },
  ];
  const empty = <Empty title={t("operations.deliveries.none")}>{t("operations.deliveries.none.hint")}</Empty>;
  return (
    <RowTable
      label={t("operations.deliveries")}
      columns={columns}
      rows={deliveries}
      keyOf={({ subscriber }) => subscriber}
      pages={pages}
      empty={empty}
    />
  );
}

function DeliveryState({ of: { late, dead, subscriptions } }: { of: SubscriberDeliveries }) {
  const t = useText();
  if (dead > 0) return <HealthMark health="bad">{t("operations.delivery.dead", { count: dead })}</HealthMark>;
  if (late > 0) return <HealthMark health="bad">{t("operations.delivery.late", { count: late })}</HealthMark>;
  const troubled = subscriptions.failing + subscriptions.disabled;
  if (troubled > 0)
    return <HealthMark health="watch">{t("operations.delivery.failing", { count: troubled })}</HealthMark>;
  return <HealthMark health="good">{t("operations.delivery.inTime")}</HealthMark>;
}
