import { useMemo, useState } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { useIntl } from "react-intl";
import { Amount, useAmountText } from "../show/amount.tsx";
import { isolated } from "../show/isolated.ts";
import { Empty } from "../show/states.tsx";
import { useTokens } from "../show/use-tokens.ts";
import { useText } from "../words/words.tsx";
import { Chart } from "./chart.tsx";
import { Figures } from "./figures.tsx";
import { bucketsOf, decimalOf, type PaymentBucket, sizeFor, type TimelinePayment } from "./payment-buckets.ts";
import styles from "./payment-timeline.module.css";
import { timelineOption } from "./timeline-option.ts";

interface PaymentTimelineProps {
  payments: readonly TimelinePayment[];
  /** ISO 8601. */
  from: string;
  to: string;
  /** The stretch in which an alert looked. */
  window?: { from: string; to: string } | undefined;
}

/** What came in and went out over time. Amounts of different currencies are never added: each has its own chart. */
export function PaymentTimeline({ payments, from, to, window }: PaymentTimelineProps) {
  const t = useText();
  const currencies = useMemo(() => currenciesOf(payments), [payments]);
  const [chosen, choose] = useState<string>();
  const currency = chosen !== undefined && currencies.includes(chosen) ? chosen : currencies[0];
  if (currency === undefined) return <Empty title={t("chart.empty")}>{t("chart.empty.hint")}</Empty>;
  return (
    <figure className={styles.timeline}>
      <figcaption className={styles.caption}>
        <span className={styles.in}>{t("chart.received")}</span>
        <span className={styles.out}>{t("chart.paid")}</span>
        {currencies.length > 1 ? (
          <ToggleButtonGroup
            aria-label={t("chart.currency")}
            disallowEmptySelection
            selectedKeys={[currency]}
            onSelectionChange={([key]) => choose(String(key))}
          >
            {currencies.map((one) => (
              <ToggleButton key={one} id={one} className={`button quiet ${styles.currency}`}>
                {one}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        ) : (
          <span className="muted">{currency}</span>
        )}
      </figcaption>
      <CurrencyTimeline {...{ payments, from, to, window, currency }} />
    </figure>
  );
}

function CurrencyTimeline({ payments, from, to, window, currency }: PaymentTimelineProps & { currency: string }) {
  const t = useText();
  const intl = useIntl();
  const tokens = useTokens();
  const amountText = useAmountText();
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  const size = sizeFor(fromMs, toMs);
  const buckets = useMemo(
    () =>
      bucketsOf(
        payments.filter((payment) => payment.currency === currency),
        fromMs,
        toMs,
      ),
    [payments, currency, fromMs, toMs],
  );
  const momentOf = (atMs: number) =>
    intl.formatDate(atMs, size === "hour" ? { dateStyle: "medium", timeStyle: "short" } : { dateStyle: "medium" });
  const sideText = (side: PaymentBucket["in"]) =>
    t("chart.side", {
      amount: isolated(`${amountText(decimalOf(side.micros))} ${currency}`, "ltr"),
      count: side.payments,
    });
  const direction = intl.locale.startsWith("ar") ? "rtl" : "ltr";
  const option = timelineOption(buckets, {
    size,
    window: window && { fromMs: Date.parse(window.from), toMs: Date.parse(window.to) },
    tokens,
    isRightToLeft: direction === "rtl",
    words: {
      received: t("chart.received"),
      paid: t("chart.paid"),
      window: t("chart.window"),
      amount: (decimal) => isolated(intl.formatNumber(Number(decimal), { notation: "compact" }), direction),
      tick: (atMs) =>
        isolated(
          intl.formatDate(
            atMs,
            size === "hour" ? { weekday: "short", hour: "numeric" } : { month: "short", day: "numeric" },
          ),
          direction,
        ),
      lines: (bucket) =>
        [
          t(`chart.bucket.${size}`, { moment: momentOf(bucket.fromMs) }),
          `${t("chart.received")}: ${sideText(bucket.in)}`,
          `${t("chart.paid")}: ${sideText(bucket.out)}`,
        ]
          .map((line) => isolated(line, direction))
          .join("\n"),
    },
  });
  return (
    <>
      <Chart option={option} label={t("chart.timeline")} size="timeline" />
      <Figures>
        {() => (
          <table className="data-table">
            <caption className="unseen">{t("chart.timeline")}</caption>
            <thead>
              <tr>
                <th scope="col">{t(`chart.size.${size}`)}</th>
                <th scope="col" className="amount">
                  {t("chart.received")}
                </th>
                <th scope="col" className="amount">
                  {t("chart.payments")}
                </th>
                <th scope="col" className="amount">
                  {t("chart.paid")}
                </th>
                <th scope="col" className="amount">
                  {t("chart.payments")}
                </th>
              </tr>
            </thead>
            <tbody>
              {buckets.filter(isUsed).map((bucket) => (
                <tr key={bucket.fromMs}>
                  <th scope="row">{momentOf(bucket.fromMs)}</th>
                  <Side side={bucket.in} currency={currency} />
                  <Side side={bucket.out} currency={currency} />
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Figures>
    </>
  );
}

function Side({ side, currency }: { side: PaymentBucket["in"]; currency: string }) {
  return (
    <>
      <td className="amount">
        <Amount amount={decimalOf(side.micros)} unit={currency} />
      </td>
      <td className="amount number">{side.payments}</td>
    </>
  );
}

function isUsed(bucket: PaymentBucket): boolean {
  return bucket.in.payments + bucket.out.payments > 0;
}

/** The one with the most payments first. */
function currenciesOf(payments: readonly TimelinePayment[]): string[] {
  const groups = [...Map.groupBy(payments, ({ currency }) => currency)];
  return groups
    .sort(([a, own], [b, other]) => other.length - own.length || (a < b ? -1 : 1))
    .map(([currency]) => currency);
}
