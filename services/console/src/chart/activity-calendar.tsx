import { useIntl } from "react-intl";
import { Amount, useAmountText } from "../show/amount.tsx";
import { isolated } from "../show/isolated.ts";
import { Empty } from "../show/states.tsx";
import { useTokens } from "../show/use-tokens.ts";
import { useText } from "../words/words.tsx";
import { type FlowDay, paymentsOf, spanOf } from "./calendar-days.ts";
import { calendarOption } from "./calendar-option.ts";
import { Chart } from "./chart.tsx";
import { Figures } from "./figures.tsx";

/** Payments a day, of the days that are remembered; days are UTC's, as the chain's are. */
export function ActivityCalendar({ days }: { days: readonly FlowDay[] }) {
  const t = useText();
  const intl = useIntl();
  const tokens = useTokens();
  const amountText = useAmountText();
  const span = spanOf(days);
  if (span === undefined) return <Empty title={t("chart.noDays")}>{t("chart.noDays.hint")}</Empty>;
  const dateOf = (day: string) => intl.formatDate(`${day}T00:00:00Z`, { dateStyle: "medium", timeZone: "UTC" });
  const sideText = ({ count, sums }: FlowDay["in"]) =>
    t("chart.side", {
      amount:
        sums.map(({ amount, currency }) => isolated(`${amountText(amount)} ${currency}`, "ltr")).join(", ") || "0",
      count,
    });
  const direction = intl.locale.startsWith("ar") ? "rtl" : "ltr";
  const option = calendarOption(days, {
    span,
    tokens,
    isRightToLeft: direction === "rtl",
    words: {
      month: (month) => intl.formatDate(Date.UTC(2026, month, 1), { month: "short", timeZone: "UTC" }),
      weekdays: Array.from({ length: 7 }, (_, index) =>
        intl.formatDate(Date.UTC(2026, 1, 1 + index), { weekday: "short", timeZone: "UTC" }),
      ),
      piece: (min, max) => (max === undefined ? `≥ ${min}` : min === max ? String(min) : `${min}–${max}`),
      lines: (day) =>
        [dateOf(day.day), `${t("chart.received")}: ${sideText(day.in)}`, `${t("chart.paid")}: ${sideText(day.out)}`]
          .map((line) => isolated(line, direction))
          .join("\n"),
    },
  });
  return (
    <figure>
      <Chart option={option} label={t("chart.calendar", { count: days.length })} size="calendar" />
      <Figures>{() => <DayTable days={days} dateOf={dateOf} />}</Figures>
    </figure>
  );
}

function DayTable({ days, dateOf }: { days: readonly FlowDay[]; dateOf: (day: string) => string }) {
  const t = useText();
  return (
    <table className="data-table">
      <caption className="unseen">{t("chart.calendar", { count: days.length })}</caption>
      <thead>
        <tr>
          <th scope="col">{t("chart.size.day")}</th>
          <th scope="col" className="amount">
            {t("chart.payments")}
          </th>
          <th scope="col" className="amount">
            {t("chart.received")}
          </th>
          <th scope="col" className="amount">
            {t("chart.paid")}
          </th>
        </tr>
      </thead>
      <tbody>
        {days.toReversed().map((day) => (
          <tr key={day.day}>
            <th scope="row">{dateOf(day.day)}</th>
            <td className="amount number">{paymentsOf(day)}</td>
            <Sums side={day.in} />
            <Sums side={day.out} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sums({ side }: { side: FlowDay["in"] }) {
  return (
    <td className="amount">
      {side.sums.map(({ amount, currency }) => (
        <div key={currency}>
          <Amount amount={amount} unit={currency} />
        </div>
      ))}
    </td>
  );
}
