import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { Problem } from "@redflag/domain/problem";
import { dayOf, dayText } from "@redflag/domain/rate-day";
import { type ParsedRates, parseEcbRates } from "@redflag/lists/ecb-rates";
import { fileFaultText } from "@redflag/lists/file-fault";
import { importRates } from "@redflag/store/rate-import";
import { type Command, Option } from "commander";
import { examples, jsonOption, parseWords } from "../command-options.ts";
import { countOf, grouped } from "../count-text.ts";
import { parseListId } from "../list-id.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { futureText, gapText, missingDaysText, ratesText } from "../rate-text.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withMigratedDatabase } from "../with-database.ts";

const GAPS_NAMED_MAX = 20;

interface Options {
  list: string;
  source?: string;
  json?: boolean;
}

export function addRatesImport(rates: Command): void {
  rates
    .command("import")
    .argument("<file>", "a CSV as the ECB publishes it: Date, then one currency a column, each cell for 1 EUR")
    .description("make a file's rates what a list says of their currencies and days; all of it or nothing")
    .addOption(new Option("--list <id>", "the list, new or existing").argParser(parseListId).default("ecb"))
    .option("--source <text>", "where the file comes from; without it its name", parseWords)
    .addOption(jsonOption('print {"id","seq","added","removed","unchanged","missingDays","gaps",…}'))
    .addHelpText(
      "after",
      examples(
        "redflag rates import eurofxref-hist.csv",
        'redflag rates import naira.csv --list naira --source "Central Bank of Nigeria, by hand"',
      ),
    )
    .action((file: string, options: Options) => runCommand((context) => run(context, file, options)));
}

async function run(context: CommandContext, file: string, { list: id, source, json = false }: Options): Promise<void> {
  const { rates, missingDays, gaps } = await readFile(file);
  if (!json) writeNote(`${basename(file)}: ${ratesText(rates)}`);
  await withMigratedDatabase(context, async ({ db }) => {
    const imported = await importRates(db, id, rates, source ?? `imported from ${basename(file)}`);
    if (json) {
      writeJson({
        id,
        ...imported,
        missingDays: missingDays.map(dayText),
        gaps: gaps.map(({ currency, fromDay, toDay }) => ({
          currency,
          from: dayText(fromDay),
          ...(toDay !== undefined && { to: dayText(toDay) }),
        })),
      });
      return;
    }
    if (missingDays.length > 0) writeNote(`note: ${missingDaysText(missingDays)}`);
    const future = futureText(rates, dayOf(Date.now() / 1000));
    if (future !== undefined) writeNote(`warning: ${future}`);
    for (const gap of gaps.slice(0, GAPS_NAMED_MAX)) writeNote(`warning: ${gapText(gap)}`);
    const more = gaps.length - GAPS_NAMED_MAX;
    if (more > 0) writeNote(`warning: and ${countOf(more, "more gap")}; --json names all of them`);
    const { seq, added, removed, unchanged, isNew } = imported;
    if (!isNew) writeLine(`${id}: nothing differs from version ${seq}`);
    else {
      const counts = `${grouped(added)} added, ${grouped(removed)} removed, ${grouped(unchanged)} kept`;
      writeLine(`${id}: version ${seq} with ${counts}`);
      writeLine("It holds for blocks that are screened from now on.");
    }
  });
}

/** Faults name the file; one that cannot be opened is a fault of the list, not of the program. */
async function readFile(file: string): Promise<ParsedRates> {
  try {
    return await parseEcbRates(createReadStream(file));
  } catch (cause) {
    if (cause instanceof Problem) throw new Problem(cause.code, `${file}: ${cause.detail}`, { cause });
    const fault = fileFaultText(cause);
    if (fault === undefined) throw cause;
    throw new Problem("rate_list_unreadable", `${file}: ${fault}`, { cause });
  }
}
