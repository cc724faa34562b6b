import type { Disagreement } from "@redflag/contract/http/routes/coverage";
import { useIntl } from "react-intl";
import { api } from "../api/client.ts";
import { usePages } from "../api/use-pages.ts";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { HealthMark } from "./health-mark.tsx";
import styles from "./operations.module.css";

interface Props {
  chain: string;
  from: number;
  to: number;
}

/** Answers that a proof or another answer contradicted, with both sides. Nothing of them was kept. */
export function ContradictionTable({ chain, from, to }: Props) {
  const t = useText();
  const { formatNumber } = useIntl();
  const { items, pages } = usePages(["operations", "disagreements", chain, from, to], (page) =>
    api.listDisagreements({ params: { chain }, query: { ...page, from, to } }),
  );
  const columns: readonly Column<Disagreement>[] = [
    { head: t("operations.contradicted.who"), cell: ({ host }) => <bdi className="mono ltr">{host}</bdi> },
    { head: t("operations.block"), cell: ({ block }) => formatNumber(block), className: "amount number" },
    {
      head: t("operations.contradicted.what"),
      cell: ({ kind, undecided }) => (
        <HealthMark health={undecided ? "watch" : "bad"}>
          <span>
            <span className="mono ltr">{kind}</span>
            {undecided && ` ${t("operations.contradicted.undecided")}`}
          </span>
        </HealthMark>
      ),
    },
    { head: t("operations.contradicted.evidence"), cell: ({ detail }) => <Evidence detail={detail} /> },
    { head: t("operations.when"), cell: ({ at }) => <Time at={at} seconds /> },
  ];
  return (
    <RowTable
      label={t("operations.contradicted")}
      columns={columns}
      rows={items}
      keyOf={({ host, block, kind }) => `${host} ${block} ${kind}`}
      pages={pages}
      empty={null}
    />
  );
}

/** What one side gave and what the other, by the names under which it was recorded. */
function Evidence({ detail }: { detail: Disagreement["detail"] }) {
  return (
    <dl className={styles.evidence}>
      {Object.entries(detail).map(([name, value]) => (
        <div key={name} className={styles.fact}>
          <dt>
            <bdi className="mono ltr">{name}</bdi>
          </dt>
          <dd>
            <bdi className="mono ltr">{String(value)}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
