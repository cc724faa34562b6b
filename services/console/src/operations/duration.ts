import type { IntlShape } from "react-intl";

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** "4 min": whole units of the largest that fits. */
export function durationText(intl: Pick<IntlShape, "formatNumber">, seconds: number): string {
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? (["second", 1] as const);
  return intl.formatNumber(Math.floor(seconds / size), { style: "unit", unit, unitDisplay: "short" });
}
