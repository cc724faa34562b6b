import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import { getChain } from "@redflag/domain/chain-registry";
import { Problem } from "@redflag/domain/problem";
import { getEndpoints } from "@redflag/ingest/open-chain";
import type { BlockSpan } from "@redflag/store/block-span";
import { findCoverageEnds } from "@redflag/store/coverage-stretch";
import { cutText, findCut } from "@redflag/store/cut";
import type { Executor } from "@redflag/store/database";
import { findTip } from "@redflag/store/tip";
import type { Command } from "commander";
import { examples, jsonOption, parseBlockNumber, requiredChainOption } from "../command-options.ts";
import { findMeasure } from "../coverage/read-coverage.ts";
import { repair } from "../coverage/repair.ts";
import { showCoverage, streamCoverage } from "../coverage/show-coverage.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withCurrentDatabase, withMigratedDatabase } from "../with-database.ts";

interface Options {
  chain: string;
  from?: number;
  to?: number;
  repair?: boolean;
  json?: boolean;
}

export function addCoverageCommand(program: Command): void {
  program
    .command("coverage")
    .description("what was read of a chain, from whom, how it was checked, what is missing, and who lied")
    .addOption(requiredChainOption())
    .option("--from <block>", "first block; the ledger's first unless given", parseBlockNumber)
    .option("--to <block>", "last block; the newest that was seen unless given", parseBlockNumber)
    .option(
      "--repair",
      "read what is missing, check what is not checked enough, mend what was misreported; then screen",
    )
    .addOption(
      jsonOption("print one JSON object a line: covered, missing, disagreement; last a summary with `complete`"),
    )
    .addHelpText(
      "after",
      "\nWhat it finds is not a failure: it exits with 0, and the summary's `complete` says whether anything is wanting." +
        "\nWith --repair it exits with 1 where something below the lane's final position was wrong, which stops the lane.\n" +
        examples("redflag coverage --chain ethereum", "redflag coverage --chain tron --from 56000000 --repair"),
    )
    .action((options: Options) => runCommand((context) => coverage(context, options)));
}

async function coverage(context: CommandContext, options: Options): Promise<void> {
  const { from, to, json = false } = options;
  const chain = getChain(options.chain);
  if (from !== undefined && to !== undefined && from > to) throw invalid(from, to);
  const config = context.config.chains.get(chain.name);
  const policy = config?.verify ?? chain.verify;
  if (options.repair === true) {
    // Before a database is opened for nothing.
    getEndpoints(chain, config);
    await withMigratedDatabase(context, ({ db }) =>
      repair({ context, db, chain, findSpan: () => findKeptSpan(db.kysely, chain, options), json }),
    );
    return;
  }
  await withCurrentDatabase(context, ({ db }) => show(context, db.kysely, chain, policy, options));
}

async function show(context: CommandContext, db: Executor, chain: Chain, policy: VerifyPolicy, options: Options) {
  const span = await findSpan(db, chain, options);
  const measure = await findMeasure(db, chain, policy);
  const shown = { db, chain, span, measure, signal: context.signal };
  if (options.json === true) await streamCoverage(shown);
  else await showCoverage(shown);
}

/** @throws Problem `lane_missing` for a chain without a ledger, `range_invalid`, `block_not_available` beyond the tip */
async function findSpan(db: Executor, chain: Chain, options: Options): Promise<BlockSpan> {
  const ends = await findCoverageEnds(db, chain.id);
  if (ends === undefined) throw new Problem("lane_missing", `the ledger covers no block of ${chain.name}`);
  const tip = Math.max((await findTip(db, chain.id))?.head.number ?? 0, ends.to);
  const { from = ends.from, to = tip } = options;
  if (to > tip) throw new Problem("block_not_available", `${chain.name} was last seen at block ${tip}, --to is ${to}`);
  if (from > to && options.to === undefined) {
    throw new Problem("block_not_available", `${chain.name} was last seen at block ${to}, --from is ${from}`);
  }
  if (from > to) throw invalid(from, to);
  return { from, to };
}

/** Of the same the part that retention has not dropped. @throws Problem as findSpan, `history_dropped` where that is none */
async function findKeptSpan(db: Executor, chain: Chain, options: Options): Promise<BlockSpan> {
  const span = await findSpan(db, chain, options);
  const cut = await findCut(db, chain.id);
  if (cut !== undefined && span.to <= cut.block) throw new Problem("history_dropped", cutText(chain, cut));
  return { ...span, from: Math.max(span.from, (cut?.block ?? -1) + 1) };
}

function invalid(from: number, to: number): Problem {
  return new Problem("range_invalid", `from block ${from} to block ${to}`);
}
