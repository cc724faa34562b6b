import { worthOf } from "@redflag/domain/flow-worth";
import { dayText } from "@redflag/domain/rate-day";
import { buildRateTable, findUsedRate, type Rate } from "@redflag/domain/rate-table";
import type { ReportedWorth } from "@redflag/reports/goaml/report-material";
import type { Executor } from "@redflag/store/database";
import { listRatesAt, listRateVersions } from "@redflag/store/rate";

/** What pegs were worth in one currency, by the newest versions of the rate lists: a rate that was corrected is used as corrected. */
export interface ReportRates {
  /** Of each list. */
  versions: Readonly<Record<string, number>>;
  /** At block time; never one to one where no rate is known. */
  worthOf(payment: { peg: string; micros: bigint; time: number }): ReportedWorth;
}

export async function readReportRates(tx: Executor, currency: string): Promise<ReportRates> {
  const versions = await listRateVersions(tx);
  const rows = await listRatesAt(tx, versions);
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

type ReportedRate = Extract<ReportedWorth, { rates: unknown }>["rates"][number];

function reportedRate({ currency, day, perEur }: Rate): ReportedRate {
  return { currency, day: dayText(day), perEur };
}
