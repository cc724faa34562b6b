import { parseAddress } from "@redflag/domain/address";
import { getChain } from "@redflag/domain/chain-registry";
import { isHex } from "@redflag/domain/hex";
import { MatcherCache } from "@redflag/screen/matcher-cache";
import { explainTransfer } from "@redflag/screen/why";
import { listAlertsOfSubject, listAlertsOfTransfer } from "@redflag/store/alert-lookup";
import { listCoverageRuns } from "@redflag/store/coverage-runs";
import { findTransfersOfTransaction, listTransfersOf } from "@redflag/store/transfer-read";
import type { Command } from "commander";
import { examples, jsonOption, requiredChainOption } from "../command-options.ts";
import { writeJson, writeLine } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { absenceText, alertMention, type ExplainedTransfer, whyJson, whyText } from "../why-text.ts";
import { withCurrentDatabase } from "../with-database.ts";

interface Options {
  chain: string;
  json?: boolean;
}

/** Newest transfers of an address that are explained. */
const TRANSFERS_MAX = 10;
const ALERTS_MAX = 50;
const RUNS_MAX = 5;

export function addWhyCommand(program: Command): void {
  program
    .command("why")
    .argument("<transaction|address>", "0x and 64 hex digits, or 40")
    .description("explain what every heuristic said of a transaction's or an address's transfers, silence included")
    .addOption(requiredChainOption())
    .addOption(jsonOption("print one JSON object a line, one for each transfer"))
    .addHelpText("after", examples("redflag why 0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48 --chain demo"))
    .action((subject: string, options: Options) => runCommand((context) => why(context, subject, options)));
}

async function why(context: CommandContext, text: string, { chain: name, json = false }: Options): Promise<void> {
  const chain = getChain(name);
  const hash = text.toLowerCase();
  const transaction = isHex(hash, 32) ? hash : undefined;
  const address = transaction === undefined ? parseAddress(text) : undefined;
  await withCurrentDatabase(context, async ({ db: { kysely: db } }) => {
    const transfers =
      address === undefined
        ? await findTransfersOfTransaction(db, chain.id, transaction ?? "0x")
        : await listTransfersOf(db, chain.id, address, TRANSFERS_MAX);
    const alerts = address === undefined ? [] : await listAlertsOfSubject(db, chain.id, address, ALERTS_MAX);
    if (!json) for (const alert of alerts) writeLine(alertMention(alert));
    if (transfers.length === 0) {
      const runs = await listCoverageRuns(db, chain.id, RUNS_MAX);
      if (json)
        writeJson({ kind: "not_in_ledger", covered: runs, alerts: alerts.map(({ id, state }) => ({ id, state })) });
      else writeLine(absenceText(chain, address, runs));
      return;
    }
    const matchers = new MatcherCache();
    for (const transfer of transfers) {
      const explained: ExplainedTransfer = {
        transfer,
        explanation: await explainTransfer(db, matchers, chain, transfer),
        alerts: await listAlertsOfTransfer(db, chain.id, transfer),
      };
      if (json) writeJson(whyJson(chain, explained));
      else writeLine(whyText(chain, explained));
    }
    if (!json && transfers.length === TRANSFERS_MAX) writeLine(`Only the newest ${TRANSFERS_MAX} transfers are shown.`);
  });
}
