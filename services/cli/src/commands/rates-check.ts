import { dayText } from "@redflag/domain/rate-day";
import { buildRateTable, findUsedRate } from "@redflag/domain/rate-table";
import { isCurrencyCode } from "@redflag/lists/currency-code";
import { readRateDay } from "@redflag/lists/rate-cells";
import { listRatesAt, listRateVersions } from "@redflag/store/rate";
import { type Command, InvalidArgumentError } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { writeJson, writeLine } from "../output.ts";
import { usedRateText } from "../rate-text.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

const SECONDS_PER_DAY = 86_400;

export function addRatesCheck(rates: Command): void {
  rates
    .command("check")
    .argument("<currency>", "ISO 4217 code, such as TRY", parseCurrency)
    .argument("<date>", "UTC day, such as 2026-01-05", parseDay)
    .description("the rate that rules use for a currency on a day, how old it is, or why there is none")
    .addOption(jsonOption('print {"currency","date","perEur","rateDate","ageDays"}, or {…,"missing"}'))
    .addHelpText("after", examples("redflag rates check TRY 2026-01-05"))
    .action((currency: string, day: number, { json = false }: { json?: boolean }) =>
      runCommand((context) => check(context, currency, day, json)),
    );
}

async function check(context: CommandContext, currency: string, day: number, json: boolean): Promise<void> {
  await withCurrentDatabase(context, async ({ db: { kysely: db } }) => {
    const rates = await listRatesAt(db, await listRateVersions(db));
    const time = day * SECONDS_PER_DAY;
    const asked = { currency, date: dayText(day) };
    const rate = currency === "EUR" ? { currency, day, perEur: "1" } : findUsedRate(rates, currency, time);
    if (rate === undefined) {
      const missing = buildRateTable(rates).explainMissing(currency, "EUR", time);
      if (json) writeJson({ ...asked, missing });
      else writeLine(`${missing}: rules that need it are silent`);
    } else if (json) {
      writeJson({ ...asked, perEur: rate.perEur, rateDate: dayText(rate.day), ageDays: day - rate.day });
    } else writeLine(usedRateText(rate, day));
  });
}

function parseCurrency(text: string): string {
  if (isCurrencyCode(text)) return text;
  throw new InvalidArgumentError("an ISO 4217 code in capital letters is expected, such as TRY");
}

function parseDay(text: string): number {
  const day = readRateDay(text);
  if (day === undefined) throw new InvalidArgumentError("a date such as 2026-01-05 is expected");
  return day;
}
