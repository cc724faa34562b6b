import { getChain } from "@redflag/domain/chain-registry";
import { InputCache } from "@redflag/screen/input-cache";
import { type RebuildReport, rebuildLane } from "@redflag/screen/rebuild";
import { findLane } from "@redflag/store/lane";
import type { Command } from "commander";
import { examples, jsonOption, requiredChainOption } from "../command-options.ts";
import { countOf, grouped } from "../count-text.ts";
import { writeJson, writeLine } from "../output.ts";
import { createProgress } from "../progress.ts";
import { runCommand } from "../run-command.ts";
import { withMigratedDatabase } from "../with-database.ts";

interface Options {
  chain: string;
  json?: boolean;
}

export function addRebuildCommand(program: Command): void {
  program
    .command("rebuild")
    .description(
      "screen a chain's whole past again with the inputs recorded then, compare every alert byte for byte, put right what " +
        "differs, and set a stopped lane going again",
    )
    .addOption(requiredChainOption())
    .addOption(jsonOption("print the report as one JSON object"))
    .addHelpText("after", examples("redflag rebuild --chain ethereum"))
    .action(({ chain, json = false }: Options) =>
      runCommand(async (context) => {
        const known = getChain(chain);
        await withMigratedDatabase(context, async ({ db }) => {
          const lane = await findLane(db.kysely, known.id);
          const progress = createProgress(
            "rebuilding",
            lane === undefined ? 0 : lane.headPosition - lane.startBlock + 1,
          );
          try {
            const report = await rebuildLane(db, new InputCache(), known, (blocks) => progress.update(blocks));
            progress.stop();
            if (json) writeJson(report);
            else for (const line of describe(report)) writeLine(line);
          } finally {
            progress.stop();
          }
        });
      }),
    );
}

function describe({ blocks, transfers, alerts, identical, repaired, resumed }: RebuildReport): string[] {
  return [
    `screened ${countOf(blocks, "block")} with ${countOf(transfers, "transfer")} again`,
    `${grouped(identical)} of ${countOf(alerts, "alert")} identical, ${grouped(repaired.length)} put right`,
    ...repaired.map(({ id, problem }) => `  ${id}: ${REPAIRS[problem]}`),
    ...(resumed ? ["the lane had stopped and goes on"] : []),
  ];
}

const REPAIRS = {
  missing: "was missing, now there",
  differs: "had other content, now replaced",
  unexpected: "should not exist, now withdrawn",
} as const;
