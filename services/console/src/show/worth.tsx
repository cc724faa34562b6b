import { useIntl } from "react-intl";

/**
 * A sum in a currency that shares or rates give: to the cent, and in full as its title. What was paid is an `Amount`.
 * `amount` is a decimal string.
 */
export function Worth({ amount, unit, muted = false }: { amount: string; unit: string; muted?: boolean }) {
  const { locale } = useIntl();
  const cents = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  return (
    <span className={`number ltr${muted ? " muted" : ""}`} title={`${amount} ${unit}`}>
      {cents.format(amount as `${number}`)} {unit}
    </span>
  );
}
