import { type CapacityLine, drawCapacityLine } from "@redflag/api/capacity-line";
import { getChain } from "@redflag/domain/chain-registry";
import { readRateDay } from "@redflag/lists/rate-cells";
import { listRankCounts } from "@redflag/store/alert-ranking";
import { type Command, InvalidArgumentError, Option } from "commander";
import { chainOption, examples, jsonOption } from "../command-options.ts";
import { countOf, grouped } from "../count-text.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { rankChart } from "../rank-chart.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { refuseReversed } from "../time-option.ts";
import { withCurrentDatabase } from "../with-database.ts";

interface Options {
  capacity: number;
  from?: Date;
  to?: Date;
  chain?: string;
  json?: boolean;
}

const DAY_MS = 86_400_000;

export function addTuneCommand(program: Command): void {
  const day = (flag: string, description: string) => new Option(flag, description).argParser(parseDay);
  const command = program.command("tune");
  command
    .description(
      "say where the line falls in the ranking of alerts (`redflag alerts --ranked`) between the places that people have time " +
        "for and the others; alerts that describe one scheme have one place. Nothing is changed",
    )
    .addOption(
      new Option("--capacity <places/day>", "how many people can look into, such as 50/day")
        .argParser(parseCapacity)
        .makeOptionMandatory(),
    )
    .addOption(day("--from <day>", "the first day (UTC) on which a place began; the first with one unless given"))
    .addOption(day("--to <day>", "the last day (UTC); the last with one unless given"))
    .addOption(chainOption("only this chain"))
    .addOption(jsonOption("print the line as one JSON object"))
    .addHelpText("after", examples("redflag tune --capacity 50/day --from 2026-05-01 --to 2026-05-31"))
    .action((options: Options) => {
      refuseReversed(command, options.from, options.to);
      return runCommand((context) => tune(context, options));
    });
}

async function tune(context: CommandContext, { capacity, from, to, chain, json = false }: Options): Promise<void> {
  await withCurrentDatabase(context, async ({ db }) => {
    const counts = await listRankCounts(db.kysely, {
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to: new Date(to.getTime() + DAY_MS) }),
      ...(chain !== undefined && { chainId: getChain(chain).id }),
    });
    const line = drawCapacityLine(counts, capacity, {
      ...(from !== undefined && { first: dayText(from) }),
      ...(to !== undefined && { last: dayText(to) }),
    });
    if (json) return writeJson(line);
    if (line.places === 0) return writeNote("no alerts began in this time");
    for (const text of [...rankChart(counts, line.threshold), ...lineText(line)]) writeLine(text);
  });
}

function lineText(line: CapacityLine): string[] {
  const { capacityPerDay, days, places, alerts, threshold, above, below, byDay, byHeuristic, truePositives } = line;
  const perDay = (count: number) => (count / days).toFixed(1);
  const busiest = byDay.toSorted((a, b) => b.above - a.above)[0];
  const known = truePositives.above + truePositives.below;
  return [
    threshold === null
      ? `not even the places of the highest rank fit into ${countOf(capacityPerDay, "place")} a day`
      : `a rank of ${threshold} and above fits into ${countOf(capacityPerDay, "place")} a day`,
    `  ${countOf(places, "place")} of ${countOf(alerts, "alert")} in ${countOf(days, "day")}: ${grouped(above)} above (${perDay(above)} a day), ` +
      `${grouped(below)} below (${perDay(below)} a day)`,
    ...(busiest === undefined || above === 0
      ? []
      : [`  the busiest day is ${busiest.day} with ${busiest.above} above`]),
    known === 0
      ? "  no alert of these was found to be right yet: what would be lost is not known"
      : `  of ${countOf(known, "known true positive")} ${grouped(truePositives.below)} would be lost`,
    ...byHeuristic.map((rule) => `  ${rule.heuristic}: ${grouped(rule.above)} above, ${grouped(rule.below)} below`),
  ];
}

function parseCapacity(text: string): number {
  const [, count] = /^([1-9]\d{0,6})\/day$/.exec(text) ?? [];
  if (count === undefined) throw new InvalidArgumentError("a number of places a day is expected, such as 50/day");
  return Number(count);
}

function parseDay(text: string): Date {
  const day = readRateDay(text);
  if (day === undefined) throw new InvalidArgumentError("a day such as 2026-01-31 is expected");
  return new Date(day * DAY_MS);
}

function dayText(time: Date): string {
  return time.toISOString().slice(0, 10);
}
