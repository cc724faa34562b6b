import { useMemo } from "react";
import { useIntl } from "react-intl";
import { Chart } from "../chart/chart.tsx";
import { Figures } from "../chart/figures.tsx";
import { isolated } from "../show/isolated.ts";
import { useTokens } from "../show/use-tokens.ts";
import { useText } from "../words/words.tsx";
import styles from "./alert-days.module.css";
import { type AlertDay, alertDaysOption } from "./alert-days-option.ts";
import { everyDay } from "./every-day.ts";
import { useDayText } from "./use-day-text.ts";

const SIDES = ["kept", "added", "removed"] as const;

/** Alerts a day before and after: what stays, what would come, what would go. */
export function AlertDays({ days }: { days: readonly AlertDay[] }) {
  const t = useText();
  const intl = useIntl();
  const tokens = useTokens();
  const dayText = useDayText();
  const every = useMemo(() => everyDay(days, (day) => ({ day, kept: 0, added: 0, removed: 0 })), [days]);
  const direction = intl.locale.startsWith("ar") ? "rtl" : "ltr";
  const option = alertDaysOption(every, {
    tokens,
    isRightToLeft: direction === "rtl",
    words: {
      kept: t("heuristic.days.kept"),
      added: t("heuristic.days.added"),
      removed: t("heuristic.days.removed"),
      count: (value) => intl.formatNumber(value, { notation: "compact" }),
      tick: (day) => isolated(dayText(day, "short"), direction),
      lines: (day) =>
        [dayText(day.day), ...SIDES.map((side) => `${t(`heuristic.days.${side}`)}: ${intl.formatNumber(day[side])}`)]
          .map((line) => isolated(line, direction))
          .join("\n"),
    },
  });
  return (
    <figure className={styles.days}>
      <figcaption className={styles.caption}>
        {SIDES.map((side) => (
          <span key={side} className={styles[side]}>
            {t(`heuristic.days.${side}`)}
          </span>
        ))}
      </figcaption>
      <Chart option={option} label={t("heuristic.days")} size="timeline" />
      <Figures>{() => <DayTable days={days} />}</Figures>
    </figure>
  );
}

function DayTable({ days }: { days: readonly AlertDay[] }) {
  const t = useText();
  const intl = useIntl();
  const dayText = useDayText();
  return (
    <table className="data-table">
      <caption className="unseen">{t("heuristic.days")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("heuristic.day")}</th>
          {SIDES.map((side) => (
            <th key={side} scope="col" className="amount">
              {t(`heuristic.days.${side}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.map((day) => (
          <tr key={day.day}>
            <th scope="row">{dayText(day.day)}</th>
            {SIDES.map((side) => (
              <td key={side} className="amount number">
                {intl.formatNumber(day[side])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
