import type { Chain } from "@redflag/domain/chain";
import { CHAINS, getChain } from "@redflag/domain/chain-registry";
import type { ChangedParams } from "@redflag/domain/heuristic-setting";
import { Problem } from "@redflag/domain/problem";
import { backtestHeuristic } from "@redflag/screen/backtest";
import type { BacktestEnd } from "@redflag/screen/backtest-span";
import type { Database } from "@redflag/store/database";
import { listHeuristicSettings } from "@redflag/store/heuristic-setting";
import { listLanes } from "@redflag/store/lane";
import { type Command, Option } from "commander";
import { backtestText } from "../backtest-text.ts";
import { parseBlockOrDay } from "../block-or-day.ts";
import { chainOption, examples, jsonOption } from "../command-options.ts";
import { checkedParams, getHeuristic, paramOption } from "../heuristic-options.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { createProgress, type Progress } from "../progress.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

interface Options {
  heuristic: string;
  set: ChangedParams;
  from?: BacktestEnd;
  to?: BacktestEnd;
  chain?: string;
  json?: boolean;
}

export function addBacktestCommand(program: Command): void {
  const end = (flag: string, description: string) => new Option(flag, description).argParser(parseBlockOrDay);
  program
    .command("backtest")
    .description(
      "judge a stretch of the past by a rule with other parameters, with the lists and rates of that time, and say which " +
        "alerts that would add, remove and keep; nothing is written",
    )
    .requiredOption("--heuristic <id>", "the rule")
    .addOption(paramOption("a parameter that differs from what is enforced now"))
    .addOption(end("--from <block or day>", "the first block, or day (UTC); the first that is kept unless given"))
    .addOption(end("--to <block or day>", "the last block, or day (UTC); the last that was judged unless given"))
    .addOption(chainOption("the chain; may be left out where only one is screened"))
    .addOption(jsonOption("print the report as one JSON object"))
    .addHelpText(
      "after",
      examples(
        "redflag backtest --heuristic rapid-pass-through --set receivedUsdMin=900 --from 2026-05-01 --to 2026-05-31",
      ),
    )
    .action((options: Options) => runCommand((context) => backtest(context, options)));
}

async function backtest(context: CommandContext, options: Options): Promise<void> {
  const heuristic = getHeuristic(options.heuristic);
  const { from, to, json = false } = options;
  await withCurrentDatabase(context, async ({ db }) => {
    const chain = options.chain === undefined ? await getOnlyChain(db) : getChain(options.chain);
    const setting = (await listHeuristicSettings(db.kysely)).get(heuristic.id);
    const { all: params } = checkedParams(heuristic, { ...setting?.params, ...options.set });
    let progress: Progress | undefined;
    const beginMs = performance.now();
    try {
      const span = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
      const report = await backtestHeuristic(db, chain, { heuristic, params, ...span }, (done, total) => {
        context.signal.throwIfAborted();
        progress ??= createProgress(`folding ${chain.name}`, total);
        progress.update(done);
      });
      progress?.stop();
      const seconds = (performance.now() - beginMs) / 1_000;
      if (json) writeJson({ chain: chain.caip2, ...report });
      else for (const line of backtestText(chain, heuristic, report)) writeLine(line);
      if (!json) writeNote(`${report.transfers} transfers folded in ${seconds.toFixed(1)} s; nothing was written`);
    } finally {
      progress?.stop();
    }
  });
}

/** @throws Problem `chain_unknown` where several are screened; `lane_missing` */
async function getOnlyChain(db: Database): Promise<Chain> {
  const lanes = await listLanes(db.kysely);
  const screened = CHAINS.filter(({ id }) => lanes.some(({ chainId }) => chainId === id));
  const [only, ...others] = screened;
  if (only === undefined) throw new Problem("lane_missing", "no chain is screened");
  if (others.length === 0) return only;
  throw new Problem(
    "chain_unknown",
    `several are screened, give --chain: ${screened.map(({ name }) => name).join(", ")}`,
  );
}
