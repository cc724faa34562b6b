import { English } from "../show/english.tsx";
import { Panel } from "../show/panel.tsx";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import { ReportTransactions } from "./report-transactions.tsx";
import styles from "./reports.module.css";
import type { Preflight } from "./use-reports.ts";

/** The report in the order in which the FIU reads it: the narrative, then each transaction. */
export function ReportReading({ preflight, isKept }: { preflight: Preflight; isKept: boolean }) {
  const t = useText();
  const { at, narrative, transactions, currency, rates } = preflight;
  // None was used where no payment could be converted.
  const used = transactions.some(({ worth }) => worth !== undefined) ? Object.entries(rates) : [];
  return (
    <>
      <Panel title={t("reports.narrative")}>
        {isKept && (
          <p className={`muted ${styles.now}`}>
            <Text id="reports.reading.now" values={{ time: <Time at={at} /> }} />
          </p>
        )}
        <div className={`${styles.text} ${styles.narrative}`}>
          <English>{narrative}</English>
        </div>
      </Panel>
      <Panel title={t("reports.transactions", { count: transactions.length })} flush>
        <ReportTransactions transactions={transactions} currency={currency} />
        {used.length > 0 && (
          <p className={`muted ${styles.pad}`}>
            <Text
              id="reports.rates"
              values={{
                rates: <span className="ltr">{used.map(([list, version]) => `${list} v${version}`).join(", ")}</span>,
              }}
            />
          </p>
        )}
      </Panel>
    </>
  );
}
