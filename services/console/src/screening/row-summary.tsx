import { useIntl } from "react-intl";
import { Time } from "../show/time.tsx";
import { Worth } from "../show/worth.tsx";
import { Text, useText } from "../words/words.tsx";
import { Fault } from "./bad-lines.tsx";
import type { ScreenedRow } from "./screened-rows.ts";
import styles from "./screening.module.css";

const PPM = 1_000_000;

function entriesOf(said: NonNullable<ScreenedRow["said"]>, verdict: ScreenedRow["verdict"]) {
  if (verdict === "match") return said.matches;
  if (verdict === "alias") return said.aliases;
  return verdict === "notInForce" ? said.notInForce : [];
}

/** The first of what the verdict rests on, in one line, and how much more there is. */
export function RowSummary({ row, at }: { row: ScreenedRow; at: string }) {
  const t = useText();
  const { formatNumber } = useIntl();
  const { verdict, said, fault } = row;
  if (said === undefined) return fault === undefined ? null : <Fault {...fault} />;
  if (verdict === "none") return <Text id="screening.noMatch" values={{ at: <Time at={at} /> }} />;
  const [exposure] = said.exposures.toSorted((a, b) => b.sharePpm - a.sharePpm);
  if (verdict === "exposure" && exposure !== undefined) {
    return (
      <Text
        id="screening.exposed"
        values={{
          amount: <Worth amount={exposure.amount} unit={exposure.currency} />,
          share: formatNumber(exposure.sharePpm / PPM, { style: "percent", maximumFractionDigits: 2 }),
          list: exposure.origin.list,
        }}
      />
    );
  }
  const [entry] = entriesOf(said, verdict);
  if (entry !== undefined) {
    return (
      <span className={styles.short}>
        <Text
          id="screening.entry"
          values={{ category: t(`show.category.${entry.category}`), authority: <bdi>{entry.authority}</bdi> }}
        />{" "}
        <span className="muted">{t("screening.list", { list: entry.list, version: entry.version })}</span>
      </span>
    );
  }
  const [freeze] = said.freezes;
  if (verdict === "frozen" && freeze !== undefined) {
    return <bdi>{t("screening.frozen", { symbol: freeze.symbol, issuer: freeze.issuer, chain: freeze.chain })}</bdi>;
  }
  if (verdict === "finding") return <bdi>{said.findings?.find(({ state }) => state !== "withdrawn")?.heuristic}</bdi>;
  const [service] = said.services;
  if (service === undefined) return <>{t("screening.deposit")}</>;
  return (
    <span className={styles.short}>
      {t(`show.category.${service.service}`)} <bdi>{service.entity}</bdi>
    </span>
  );
}
