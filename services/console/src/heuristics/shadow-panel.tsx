import type { RuleDetail } from "@redflag/contract/http/routes/heuristics";
import { useMay } from "../api/session.ts";
import { useChainTitle } from "../api/use-chains.ts";
import { Figures } from "../chart/figures.tsx";
import { AddressLink } from "../show/address.tsx";
import { Hash } from "../show/hash.tsx";
import { EmptyPanel, Panel } from "../show/panel.tsx";
import { Sentence } from "../show/sentence.tsx";
import { SeverityMark } from "../show/severity.tsx";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import { ParameterList } from "./changed-parameters.tsx";
import styles from "./heuristics.module.css";
import { ShadowDays } from "./shadow-days.tsx";
import { useDayText } from "./use-day-text.ts";

/** What is tried beside what is enforced, since when and why, and what it found: none of that is an alert. */
export function ShadowPanel({ rule: { shadow, shadowFound, mayPromote } }: { rule: RuleDetail }) {
  const t = useText();
  const mayWrite = useMay("heuristics:write");
  const title = t("heuristic.shadow");
  const { days, samples } = shadowFound;
  if (shadow === undefined && days.length === 0) {
    return <EmptyPanel title={title}>{t("heuristic.shadow.none")}</EmptyPanel>;
  }
  const newest = days[0]?.setting;
  return (
    <Panel title={title}>
      <div className={styles.shadow}>
        {shadow === undefined ? (
          <p className="muted">{t("heuristic.shadow.ended")}</p>
        ) : (
          <>
            <p>
              <Text
                id="heuristic.shadow.since"
                values={{ by: <bdi>{shadow.by.name}</bdi>, at: <Time at={shadow.since} /> }}
              />{" "}
              <ParameterList parameters={shadow.changed} />
            </p>
            <p className={styles.reason}>
              <bdi>{shadow.reason}</bdi>
            </p>
            {mayWrite && !mayPromote && <p>{t("heuristic.shadow.fourEyes")}</p>}
          </>
        )}
        {newest === undefined ? (
          <p className="muted">{t("heuristic.shadow.nothing")}</p>
        ) : (
          <>
            <ShadowDays days={days.filter(({ setting }) => setting === newest)} />
            <Figures>{() => <DayTable days={days} />}</Figures>
          </>
        )}
        {samples.length > 0 && <Samples samples={samples} />}
      </div>
    </Panel>
  );
}

function DayTable({ days }: { days: RuleDetail["shadowFound"]["days"] }) {
  const t = useText();
  const dayText = useDayText();
  const chainTitle = useChainTitle();
  return (
    <table className="data-table">
      <caption className="unseen">{t("heuristic.shadow.days")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("heuristic.day")}</th>
          <th scope="col">{t("heuristic.chain")}</th>
          <th scope="col" className="amount">
            {t("heuristic.setting")}
          </th>
          <th scope="col" className="amount">
            {t("heuristic.shadow.findings")}
          </th>
          <th scope="col" className="amount">
            {t("heuristic.shadow.failures")}
          </th>
        </tr>
      </thead>
      <tbody>
        {days.map(({ day, chain, setting, findings, gaps, gapReason }) => (
          <tr key={`${setting} ${day} ${chain}`}>
            <th scope="row">{dayText(day)}</th>
            <td>
              <bdi>{chainTitle(chain)}</bdi>
            </td>
            <td className="amount number">{setting}</td>
            <td className="amount number">{findings}</td>
            <td className="amount number">
              {gaps} {gapReason !== undefined && <bdi className="muted">{gapReason}</bdi>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Samples({ samples }: { samples: RuleDetail["shadowFound"]["samples"] }) {
  const t = useText();
  return (
    <>
      <h3>{t("heuristic.shadow.samples")}</h3>
      <ul className={styles.samples}>
        {samples.map(({ chain, subject, transaction, severity, text }) => (
          <li key={`${chain} ${transaction} ${subject}`}>
            <span className={styles.facts}>
              <SeverityMark severity={severity} />
              <AddressLink caip10={subject} />
              <Hash hash={transaction} />
            </span>
            <p>
              <Sentence text={text} chain={chain} />
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
