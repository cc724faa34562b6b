import { useIntl } from "react-intl";

/**
 * A decimal amount of a token or currency with thousands separated, the unit after it. `amount` is a decimal string, formatted
 * digit by digit: no amount passes through a floating-point number.
 */
export function Amount({ amount, unit, muted = false }: { amount: string; unit: string; muted?: boolean }) {
  return (
    <span className={`number ltr${muted ? " muted" : ""}`}>
      {useAmountText()(amount)} {unit}
    </span>
  );
}

const FRACTION_MAX = 18;

/** Formats decimal strings by the language. */
export function useAmountText(): (amount: string) => string {
  const { locale } = useIntl();
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: FRACTION_MAX });
  // A decimal string is formatted exactly (ECMA-402, since 2023); TypeScript knows the type as a template.
  return (amount) => format.format(amount as `${number}`);
}
