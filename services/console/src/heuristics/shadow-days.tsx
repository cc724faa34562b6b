import type { RuleDetail } from "@redflag/contract/http/routes/heuristics";
import { useText } from "../words/words.tsx";
import { everyDay } from "./every-day.ts";
import styles from "./shadow-days.module.css";
import { useDayText } from "./use-day-text.ts";

/** Findings a day over all chains, a bar each; the figures stand in a table beside. */
export function ShadowDays({ days }: { days: RuleDetail["shadowFound"]["days"] }) {
  const t = useText();
  const dayText = useDayText();
  const sums = [...Map.groupBy(days, ({ day }) => day)].map(([day, own]) => ({
    day,
    findings: own.reduce((sum, { findings }) => sum + findings, 0),
  }));
  const every = everyDay(sums, (day) => ({ day, findings: 0 }));
  const most = Math.max(1, ...every.map(({ findings }) => findings));
  const findings = sums.reduce((sum, one) => sum + one.findings, 0);
  return (
    <figure className={styles.figure}>
      <figcaption>{t("heuristic.shadow.sum", { findings, days: every.length })}</figcaption>
      <div className={styles.bars} aria-hidden="true">
        {every.map((one) => (
          <span
            key={one.day}
            className={styles.bar}
            title={`${dayText(one.day)}: ${one.findings}`}
            style={{ blockSize: `${(100 * one.findings) / most}%` }}
          />
        ))}
      </div>
    </figure>
  );
}
