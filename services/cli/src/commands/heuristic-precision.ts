import { DISPOSITIONS, type Disposition, isRight } from "@redflag/domain/disposition";
import { estimateShare, shareEstimateText } from "@redflag/domain/wilson-interval";
import { countDispositions, type DispositionCount } from "@redflag/store/disposition";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { countOf, grouped } from "../count-text.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

export function addHeuristicPrecision(heuristic: Command): void {
  heuristic
    .command("precision")
    .description("of each rule and version: what its alerts were found to be, and the share that was right")
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag heuristic precision"))
    .action(({ json = false }: { json?: boolean }) =>
      runCommand((context) =>
        withCurrentDatabase(context, async ({ db }) => {
          const counts = await countDispositions(db.kysely);
          const rules = [
            ...Map.groupBy(counts, ({ heuristic, heuristicVersion }) => `${heuristic}/${heuristicVersion}`),
          ];
          for (const [, own] of rules) {
            const precision = precisionOf(own);
            if (json) writeJson(precision);
            else writeLine(precisionText(precision));
          }
          if (rules.length === 0 && !json) writeNote("no alerts");
        }),
      ),
    );
}

/** @param own of one rule and version */
function precisionOf(own: readonly DispositionCount[]) {
  const countBy = (isCounted: (disposition: Disposition | undefined) => boolean) =>
    own.filter(({ disposition }) => isCounted(disposition)).reduce((sum, { count }) => sum + count, 0);
  const right = countBy((disposition) => disposition !== undefined && isRight(disposition) === true);
  const told = countBy((disposition) => disposition !== undefined && isRight(disposition) !== undefined);
  const dispositions = DISPOSITIONS.map((name) => [name, countBy((disposition) => disposition === name)]);
  return {
    heuristic: own[0]?.heuristic ?? "",
    version: own[0]?.heuristicVersion ?? 0,
    alerts: countBy(() => true),
    unreviewed: countBy((disposition) => disposition === undefined),
    dispositions: Object.fromEntries(dispositions) as Record<Disposition, number>,
    precision: estimateShare(right, told) ?? null,
  };
}

function precisionText(rule: ReturnType<typeof precisionOf>): string {
  const { heuristic, version, alerts, unreviewed, dispositions, precision } = rule;
  const found = DISPOSITIONS.filter((name) => dispositions[name] > 0);
  const counts = found.map((name) => `${grouped(dispositions[name])} ${name.replaceAll("_", " ")}`);
  const share = precision === null ? "no share is known" : `precision ${shareEstimateText(precision)}`;
  const words = [countOf(alerts, "alert"), `${grouped(unreviewed)} not reviewed`, ...counts];
  return `${heuristic} version ${version}: ${share}\n  ${words.join(", ")}`;
}
