import { worthOf } from "@redflag/domain/flow-worth";
import { dayOf, dayText } from "@redflag/domain/rate-day";
import { buildRateTable, findUsedRate, RATE_AGE_DAYS_MAX, type Rate } from "@redflag/domain/rate-table";
import { findToken } from "@redflag/domain/token-registry";
import type { ReportedWorth } from "@redflag/reports/goaml/report-material";
import type { Executor } from "@redflag/store/database";
import { listRatesAt, listRateVersions } from "@redflag/store/rate";
import type { AlertsPayment } from "./report-payments.ts";

/** What pegs were worth in one currency, by the newest versions of the rate lists: a rate that was corrected is used as corrected. */
export interface ReportRates {
  /** Of each list. */
  versions: Readonly<Record<string, number>>;
  /** At block time; never one to one where no rate is known. */
  worthOf(payment: { peg: string; micros: bigint; time: number }): ReportedWorth;
}

/** Of these payments: what else there is of years and currencies is not read. */
export async function readReportRates(
  tx: Executor,
  currency: string,
  payments: readonly AlertsPayment[],
): Promise<ReportRates> {
  const versions = await listRateVersions(tx);
  const rows = payments.length === 0 ? [] : await listRatesAt(tx, versions, ratesFor(currency, payments));
  const table = buildRateTable(rows);
  const byCurrency = Map.groupBy(rows, (rate) => rate.currency);
  const usedRate = ({ code, time }: { code: string; time: number }): ReportedRate[] => {
    const rate = findUsedRate(byCurrency.get(code) ?? [], code, time);
    return rate === undefined ? [] : [reportedRate(rate)];
  };
  return {
    versions,
    worthOf({ peg, micros, time }) {
      const worth = worthOf(table, { peg, micros, time }, currency);
      if (worth === undefined) return { missing: table.explainMissing(peg, currency, time) };
      const rates = peg === currency ? [] : [peg, currency].flatMap((code) => usedRate({ code, time }));
      return { micros: `${worth}`, rates };
    },
  };
}

function ratesFor(currency: string, payments: readonly AlertsPayment[]) {
  const currencies = new Set([currency]);
  let [fromDay, toDay] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { chain, supporting } of payments) {
    const token = findToken(chain.name, supporting.transfer.token);
    if (token !== undefined) currencies.add(token.token.peg);
    const day = dayOf(supporting.block.time);
    fromDay = Math.min(fromDay, day - RATE_AGE_DAYS_MAX);
    toDay = Math.max(toDay, day);
  }
  return { currencies: [...currencies], fromDay, toDay };
}

type ReportedRate = Extract<ReportedWorth, { rates: unknown }>["rates"][number];

function reportedRate({ currency, day, perEur }: Rate): ReportedRate {
  return { currency, day: dayText(day), perEur };
}
