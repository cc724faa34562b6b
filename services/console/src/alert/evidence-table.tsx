import { useIntl } from "react-intl";
import { AddressLink } from "../show/address.tsx";
import { Amount } from "../show/amount.tsx";
import { Hash } from "../show/hash.tsx";
import { HintedWords } from "../show/hint.tsx";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./evidence.module.css";
import type { EvidenceRow } from "./evidence-rows.ts";
import { webLink } from "./web-link.ts";

export function EvidenceTable({ rows }: { rows: readonly EvidenceRow[] }) {
  return (
    <div className={styles.scroll}>
      <table className="data-table">
        <thead>
          <tr>
            <Head id="alert.evidence.time" />
            <Head id="alert.evidence.direction" />
            <Head id="alert.evidence.counterparty" />
            <Head id="alert.evidence.amount" isAmount />
            <Head id="alert.evidence.worth" isAmount />
            <Head id="alert.evidence.block" isAmount />
            <Head id="alert.evidence.transaction" />
            <Head id="alert.evidence.part" />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.key} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type HeadId =
  `alert.evidence.${"time" | "direction" | "counterparty" | "amount" | "worth" | "block" | "transaction" | "part"}`;

function Head({ id, isAmount = false }: { id: HeadId; isAmount?: boolean }) {
  return (
    <th scope="col" className={isAmount ? "amount" : undefined}>
      <Text id={id} />
    </th>
  );
}

function Row({ row }: { row: EvidenceRow }) {
  const { formatNumber } = useIntl();
  const { time, direction, amount, baseUnits, worth, block, transaction, href, fired } = row;
  return (
    <tr className={fired.length > 0 ? styles.fired : undefined}>
      <td>
        <Time at={time} seconds />
      </td>
      <td className={styles[direction]}>
        <Text id={`alert.direction.${direction}`} />
      </td>
      <td>
        <Counterparty row={row} />
      </td>
      <td className="amount">
        {amount === undefined ? (
          <>
            <span className="number ltr">{baseUnits}</span> <Text id="alert.baseUnits" />
          </>
        ) : (
          <Amount amount={amount.amount} unit={amount.unit} />
        )}
      </td>
      <td className="amount">
        {worth.length === 0 && <span className="muted">–</span>}
        {worth.map(({ amount: sum, unit }) => (
          <div key={unit}>
            <Amount amount={sum} unit={unit} muted />
          </div>
        ))}
      </td>
      <td className="amount number">{formatNumber(block)}</td>
      <td>
        <Hash hash={transaction} href={webLink(href)} />
      </td>
      <td>
        <Part row={row} />
      </td>
    </tr>
  );
}

function Counterparty({ row: { direction, sender, recipient } }: { row: EvidenceRow }) {
  if (direction !== "aside") return <AddressLink caip10={direction === "in" ? sender : recipient} copy />;
  return (
    <span className="ltr">
      <AddressLink caip10={sender} /> → <AddressLink caip10={recipient} />
    </span>
  );
}

const NUMBERED_MAX = 6;

function Part({ row: { fired, counted } }: { row: EvidenceRow }) {
  const t = useText();
  const numbers = (findings: readonly number[]) =>
    findings.length <= NUMBERED_MAX ? findings.join(", ") : `${findings.slice(0, NUMBERED_MAX).join(", ")} …`;
  return (
    <>
      {fired.length > 0 && (
        <HintedWords text={t("alert.part.fired.hint")}>
          <strong>{t("alert.part.fired", { findings: numbers(fired) })}</strong>
        </HintedWords>
      )}
      {fired.length > 0 && counted.length > 0 && ", "}
      {counted.length > 0 && (
        <HintedWords text={t("alert.part.counted.hint")}>
          <span className="muted">{t("alert.part.counted", { findings: numbers(counted) })}</span>
        </HintedWords>
      )}
    </>
  );
}
