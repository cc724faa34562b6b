import { listBridgeContracts } from "@redflag/domain/bridge-registry";
import type { Chain } from "@redflag/domain/chain";
import { getChain } from "@redflag/domain/chain-registry";
import type { RemadeHops } from "@redflag/screen/cross-chain-remake";
import { rebuildCrossChain } from "@redflag/screen/cross-chain-step";
import { InputCache } from "@redflag/screen/input-cache";
import { type RebuildReport, rebuildLane } from "@redflag/screen/rebuild";
import { type RescreenReport, rescreenLane } from "@redflag/screen/rescreen-lane";
import { withGraphThread } from "@redflag/screen/with-graph-thread";
import { cutText } from "@redflag/store/cut";
import type { Database } from "@redflag/store/database";
import { findLane } from "@redflag/store/lane";
import { type Command, Option } from "commander";
import { examples, jsonOption, requiredChainOption } from "../command-options.ts";
import { countOf, grouped } from "../count-text.ts";
import { annotatedLines } from "../filed-text.ts";
import { writeJson, writeLine } from "../output.ts";
import { createProgress } from "../progress.ts";
import { rescreenText } from "../rescreen-text.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withMigratedDatabase } from "../with-database.ts";

interface Options {
  chain: string;
  as?: "now";
  dryRun?: boolean;
  json?: boolean;
}

export function addRebuildCommand(program: Command): void {
  const command = program
    .command("rebuild")
    .description(
      "screen a chain's whole past again with the inputs recorded then, compare every alert byte for byte, put right what " +
        "differs, and set a stopped lane going again; --as now: screen it with today's lists, rates and rules instead, " +
        "and say which alerts that changes, raises and withdraws",
    )
    .addOption(requiredChainOption())
    .addOption(
      new Option("--as <moment>", "whose inputs: now, today's; as a new generation of the lane").choices(["now"]),
    )
    .option("--dry-run", "with --as now: say what would change, and change nothing")
    .addOption(jsonOption("print the report as one JSON object"))
    .addHelpText(
      "after",
      examples("redflag rebuild --chain ethereum", "redflag rebuild --chain ethereum --as now --dry-run"),
    )
    .action((options: Options) => {
      if (options.dryRun === true && options.as === undefined) command.error("error: --dry-run goes with --as now");
      return runCommand((context) => rebuild(context, options));
    });
}

async function rebuild(context: CommandContext, { chain: name, as, dryRun = false, json = false }: Options) {
  const chain = getChain(name);
  await withMigratedDatabase(context, async ({ db }) => {
    const lane = await findLane(db.kysely, chain.id);
    const blocks = lane === undefined ? 0 : lane.headPosition - lane.startBlock + 1;
    const progress = createProgress(as === "now" ? "screening again" : "rebuilding", blocks);
    const onProgress = (done: number) => progress.update(done);
    try {
      let report: RebuildReport | RescreenReport;
      if (as === "now") {
        const policy = context.config.chains.get(name)?.verify ?? chain.verify;
        report = await withGraphThread((inputs) =>
          rescreenLane(db, inputs, chain, { isDryRun: dryRun, policy }, onProgress),
        );
      } else {
        report = await withGraphThread((inputs) => rebuildLane(db, inputs, chain, onProgress));
      }
      const across = dryRun ? undefined : await rebuildAcross(db, chain);
      progress.stop();
      if (json) writeJson({ ...report, ...(across && { acrossChains: across }) });
      else {
        for (const line of "isNew" in report ? rescreenText(chain, report) : rebuildText(chain, report))
          writeLine(line);
        for (const line of across === undefined ? [] : acrossText(across)) writeLine(line);
      }
    } finally {
      progress.stop();
    }
  });
}

function rebuildText(chain: Chain, report: RebuildReport): string[] {
  const { fromBlock, cut, blocks, transfers, alerts, identical, repaired, annotated, repairedWatchAlerts, resumed } =
    report;
  return [
    `screened ${countOf(blocks, "block")} with ${countOf(transfers, "transfer")} again`,
    `${grouped(identical)} of ${countOf(alerts, "alert")} identical, ${grouped(repaired.length)} put right`,
    ...repaired.map(({ id, problem }) => `  ${id}: ${REPAIRS[problem]}`),
    ...annotatedLines(annotated),
    ...(repairedWatchAlerts > 0 ? [`${countOf(repairedWatchAlerts, "alert")} of private watches put right`] : []),
    ...(cut === undefined ? [] : [`${cutText(chain, cut)}: the rebuild began at block ${fromBlock}`]),
    ...(resumed ? ["the lane had stopped and goes on"] : []),
  ];
}

/** What bridges say on it is judged with what they say elsewhere: of all lanes, or of none. */
async function rebuildAcross(db: Database, chain: Chain): Promise<RemadeHops | undefined> {
  if (listBridgeContracts(chain.name).length === 0) return undefined;
  return rebuildCrossChain({ db, inputs: new InputCache() });
}

function acrossText({ arrivals, alerts, identical, repaired, annotated }: RemadeHops): string[] {
  return [
    `judged ${countOf(arrivals, "arrival")} by bridges on all chains again`,
    `${grouped(identical)} of ${countOf(alerts, "alert")} across chains identical, ${grouped(repaired.length)} put right`,
    ...repaired.map(({ id, problem }) => `  ${id}: ${REPAIRS[problem]}`),
    ...annotatedLines(annotated),
  ];
}

const REPAIRS = {
  missing: "was missing, now there",
  differs: "had other content, now replaced",
  unexpected: "should not exist, now withdrawn",
} as const;
