import { useIntl } from "react-intl";
import { PartyMarks } from "../address/party-marks.tsx";
import { useChainTitle } from "../api/use-chains.ts";
import { SeverityMark } from "../show/severity.tsx";
import { shortened } from "../show/shortened.ts";
import { StateMark } from "../show/state.tsx";
import { useText } from "../words/words.tsx";
import { type Found, nameOfEntry } from "./found-items.ts";
import styles from "./search.module.css";

/** One thing that was found, in one line: what it is on the left, what is known of it on the right. */
export function FoundRow({ found }: { found: Found }) {
  switch (found.kind) {
    case "address":
      return <AddressRow found={found} />;
    case "transaction":
      return <TransactionRow found={found} />;
    case "alert":
      return <AlertRow found={found} />;
    case "case":
      return <CaseRow found={found} />;
    case "entry":
      return <EntryRow found={found} />;
    case "rule":
      return <RuleRow found={found} />;
  }
}

type Of<Kind extends Found["kind"]> = { found: Extract<Found, { kind: Kind }> };

function AddressRow({ found: { address, on } }: Of<"address">) {
  const t = useText();
  const titleOf = useChainTitle();
  return (
    <>
      <span className={`mono ltr ${styles.whole}`}>{address}</span>
      <span className={styles.aside}>
        {on !== undefined && <PartyMarks party={on} />}
        {on !== undefined && on.alerts > 0 && t("search.alerts", { count: on.alerts })}
        <span className="muted">{on === undefined ? t("search.unwatched") : titleOf(on.chain)}</span>
        {on?.watched === false && <span className="muted">{t("search.unwatched")}</span>}
        {on?.watched === true && !on.known && <span className="muted">{t("search.unknown")}</span>}
      </span>
    </>
  );
}

function TransactionRow({ found: { transaction } }: Of<"transaction">) {
  const t = useText();
  const { formatDate } = useIntl();
  const titleOf = useChainTitle();
  return (
    <>
      <span className="mono ltr">{shortened(transaction.transaction)}</span>
      <span className={styles.aside}>
        {transaction.alerts > 0 && t("search.alerts", { count: transaction.alerts })}
        <span className="muted">
          {titleOf(transaction.chain)} · {formatDate(transaction.time, { dateStyle: "medium", timeStyle: "short" })}
        </span>
      </span>
    </>
  );
}

function AlertRow({ found: { alert } }: Of<"alert">) {
  return (
    <>
      <SeverityMark severity={alert.severity} word={false} />
      <span lang="en">{alert.heuristic}</span>
      <span className="mono ltr muted">{shortened(alert.id)}</span>
      <span className={styles.aside}>
        <StateMark state={alert.state} />
      </span>
    </>
  );
}

function CaseRow({ found }: Of<"case">) {
  const t = useText();
  return (
    <>
      <span className="mono ltr">{found.case.number}</span>
      <bdi className={styles.title}>{found.case.title}</bdi>
      <span className={`muted ${styles.aside}`}>{t(`case.status.${found.case.status}`)}</span>
    </>
  );
}

function EntryRow({
  found: {
    entry: { list, entry, others },
  },
}: Of<"entry">) {
  const t = useText();
  return (
    <>
      <SeverityMark severity={entry.severity} word={false} />
      <bdi className={styles.title}>{nameOfEntry(entry)}</bdi>
      <span className={styles.aside}>
        {others > 0 && <span className="muted">{t("search.others", { count: others })}</span>}
        <span>{t(`address.category.${entry.category}`)}</span>
        <bdi className="muted">{list}</bdi>
      </span>
    </>
  );
}

function RuleRow({ found: { rule } }: Of<"rule">) {
  const t = useText();
  return (
    <>
      <span lang="en" dir="ltr">
        {rule.title}
      </span>
      <span className="mono ltr muted">{rule.id}</span>
      <span className={`muted ${styles.aside}`}>{t("search.ruleAlerts")}</span>
    </>
  );
}
