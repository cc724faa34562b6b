import { buildRateTable, type RateTable } from "@redflag/domain/rate-table";
import type { BundleContent } from "./bundle-content.ts";

const DAY_MS = 86_400_000;

/** Days of rates as a bundle holds them. */
export function ratesOfBundle({ rates }: Pick<BundleContent, "rates">): RateTable {
  return buildRateTable(rates.map(({ day, ...rate }) => ({ ...rate, day: Date.parse(day) / DAY_MS })));
}
