import type { Explainer } from "@redflag/api/explainer";
import { freezeBodies } from "@redflag/api/freeze-body";
import {
  EXPLAINED_TRANSFERS_MAX,
  explainedAddress,
  explainedTransfer,
  whyAbsentLine,
  whyAddressLine,
  whyTransferLine,
} from "@redflag/api/why-body";
import type { Address } from "@redflag/domain/address";
import { formatAddress, parseAddressOn } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import { getChain } from "@redflag/domain/chain-registry";
import { type Hex, isHex } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import type { Transfer } from "@redflag/domain/transfer";
import { createExplainer } from "@redflag/screen/explain";
import { listCoverageRuns } from "@redflag/store/coverage-runs";
import { findCut } from "@redflag/store/cut";
import type { Executor } from "@redflag/store/database";
import { entryStatus } from "@redflag/store/entry-status";
import { findTransfersOfTransaction } from "@redflag/store/transfer-read";
import type { Command } from "commander";
import { addressRecordLines } from "../address-record-text.ts";
import { examples, jsonOption, requiredChainOption } from "../command-options.ts";
import { exposureLines } from "../exposure-text.ts";
import { filedTexts } from "../filed-text.ts";
import { freezeText } from "../issuer-freezes.ts";
import { designationText } from "../list-text.ts";
import { writeJson, writeLine } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { absenceText, alertMention, whyText } from "../why-text.ts";
import { withCurrentDatabase } from "../with-database.ts";

interface Options {
  chain: string;
  json?: boolean;
}

/** What an answer is made of. */
interface Question {
  db: Executor;
  explainer: Explainer;
  chain: Chain;
  json: boolean;
}

const RUNS_MAX = 5;

export function addWhyCommand(program: Command): void {
  program
    .command("why")
    .argument("<transaction|address>", "0x and 64 hex digits, or an address as the chain writes it")
    .description(
      "explain what every heuristic said of a transaction's or an address's transfers: figures against thresholds, " +
        "silence included, with the lists and the coverage at the time",
    )
    .addOption(requiredChainOption())
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag why 0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48 --chain demo"))
    .action((subject: string, options: Options) => runCommand((context) => why(context, subject, options)));
}

async function why(context: CommandContext, text: string, { chain: name, json = false }: Options): Promise<void> {
  const chain = getChain(name);
  const hash = hashIn(text);
  const address = hash === undefined ? addressIn(chain, text) : undefined;
  await withCurrentDatabase(context, async ({ db: { kysely: db } }) => {
    const question = { db, explainer: createExplainer(), chain, json };
    if (address === undefined) await whyTransaction(question, hash as Hex);
    else await whyAddress(question, address);
  });
}

/** A transaction's hash, with or without 0x: TRON's explorers show it without. */
function hashIn(text: string): Hex | undefined {
  const digits = text.toLowerCase().replace(/^0x/, "");
  const hash = `0x${digits}` as const;
  return isHex(hash, 32) ? hash : undefined;
}

function addressIn(chain: Chain, text: string): Address {
  try {
    return parseAddressOn(chain, text);
  } catch (cause) {
    if (!(cause instanceof Problem) || cause.code !== "address_malformed") throw cause;
    const detail = `${cause.detail}; it is no transaction either, which is 64 hex digits`;
    throw new Problem(cause.code, detail, { cause });
  }
}

async function whyTransaction(question: Question, hash: Hex): Promise<void> {
  const { db, chain } = question;
  const transfers = await findTransfersOfTransaction(db, chain.id, hash);
  if (transfers.length === 0) await sayAbsent(question, undefined);
  for (const transfer of transfers) await sayTransfer(question, transfer);
}

async function whyAddress(question: Question, address: Address): Promise<void> {
  const { db, explainer, chain, json } = question;
  const now = Date.now() / 1000;
  const explained = await explainedAddress(db, explainer, chain, address);
  const { lives, freezes, alerts, record, exposure, transfers } = explained;
  if (json) {
    writeJson(whyAddressLine(chain, explained, now));
  } else {
    for (const life of lives) {
      const { entry } = life;
      const elsewhere = entry.family === chain.family ? "" : ` as an address of ${entry.family}, not of ${chain.title}`;
      writeLine(`list ${entry.list}${elsewhere}: ${designationText(entry)}: ${entryStatus(life, now)}`);
    }
    if (lives.length === 0) writeLine(`${formatAddress(address, chain.family)} is on no list`);
    for (const freeze of freezeBodies(freezes)) writeLine(freezeText(freeze));
    const filed = await filedTexts(
      db,
      alerts.map(({ id }) => id),
    );
    for (const alert of alerts) writeLine(alertMention(chain, alert, filed.get(alert.id)));
    if (exposure !== undefined) for (const line of exposureLines(chain, exposure)) writeLine(line);
    if (transfers.length > 0) for (const line of addressRecordLines(chain, record)) writeLine(line);
  }
  if (transfers.length === 0) await sayAbsent(question, address);
  for (const transfer of transfers) await sayTransfer(question, transfer);
  if (!json && transfers.length === EXPLAINED_TRANSFERS_MAX) {
    writeLine(`Only the newest ${EXPLAINED_TRANSFERS_MAX} transfers are shown.`);
  }
}

async function sayTransfer({ db, explainer, chain, json }: Question, transfer: Transfer): Promise<void> {
  const explained = await explainedTransfer(db, explainer, chain, transfer);
  if (json) writeJson(whyTransferLine(chain, explained));
  else {
    const ids = explained.alerts.map(({ id }) => id);
    writeLine(whyText(chain, explained, await filedTexts(db, ids)));
  }
}

async function sayAbsent({ db, chain, json }: Question, address: Address | undefined): Promise<void> {
  if (json) {
    writeJson(await whyAbsentLine(db, chain));
    return;
  }
  const covered = await listCoverageRuns(db, chain.id, RUNS_MAX);
  writeLine(absenceText(chain, address, covered, await findCut(db, chain.id)));
}
