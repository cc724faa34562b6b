import { useIntl } from "react-intl";

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** How long an interval is, in the largest unit that it is a whole number of. */
export function Every({ seconds }: { seconds: number }) {
  const intl = useIntl();
  const [unit, size] = UNITS.find(([, length]) => seconds % length === 0) ?? (["second", 1] as const);
  return <>{intl.formatNumber(seconds / size, { style: "unit", unit, unitDisplay: "long" })}</>;
}
