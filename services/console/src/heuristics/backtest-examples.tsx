import type { BacktestExample } from "@redflag/contract/http/routes/backtests";
import { Link } from "@tanstack/react-router";
import { useMay } from "../api/session.ts";
import { AddressLink } from "../show/address.tsx";
import { Amount } from "../show/amount.tsx";
import { EmptyPanel, Panel } from "../show/panel.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Sentence } from "../show/sentence.tsx";
import { SeverityMark } from "../show/severity.tsx";
import { shortened } from "../show/shortened.ts";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./backtest.module.css";

interface Props {
  side: "added" | "removed";
  /** All of them; some are shown. */
  count: number;
  examples: readonly BacktestExample[];
  chain: string;
}

/** They are here already. */
const PAGES = { error: null, refetch: () => undefined };

/** Alerts that would come or go. One that would go stands, and has its page; of one that would come the subject has. */
export function BacktestExamples({ side, count, examples, chain }: Props) {
  const t = useText();
  const mayReadAlerts = useMay("alerts:read");
  const title = t(`heuristic.examples.${side}`);
  if (count === 0) return <EmptyPanel title={title}>{t(`heuristic.examples.${side}.none`)}</EmptyPanel>;
  const columns: readonly Column<BacktestExample>[] = [
    { head: t("heuristic.example.severity"), cell: ({ severity }) => <SeverityMark severity={severity} /> },
    { head: t("heuristic.example.subject"), cell: ({ subject }) => <AddressLink caip10={subject} copy /> },
    {
      head: t("heuristic.example.text"),
      cell: ({ text }) => (
        <p>
          <Sentence text={text} chain={chain} />
        </p>
      ),
    },
    {
      head: t("heuristic.example.amount"),
      cell: ({ sums }) =>
        sums.map(({ currency, amount }) => (
          <div key={currency} className={styles.sum}>
            <Amount amount={amount} unit={currency} />
          </div>
        )),
      className: "amount",
    },
    { head: t("heuristic.example.began"), cell: ({ firstTime }) => <Time at={firstTime} /> },
    ...(side === "removed" && mayReadAlerts
      ? [
          {
            head: t("heuristic.example.alert"),
            cell: ({ id }: BacktestExample) => (
              <Link to="/alerts/$id" params={{ id }} className="mono ltr">
                {shortened(id)}
              </Link>
            ),
          },
        ]
      : []),
  ];
  return (
    <Panel
      title={title}
      flush
      beside={
        <span className="muted">
          <Text id="heuristic.examples.count" values={{ shown: examples.length, count }} />
        </span>
      }
    >
      <RowTable label={title} columns={columns} rows={examples} keyOf={({ id }) => id} pages={PAGES} empty={null} />
    </Panel>
  );
}
