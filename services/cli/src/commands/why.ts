import { freezeBodies } from "@redflag/api/freeze-body";
import type { Address } from "@redflag/domain/address";
import { formatAddress, parseAddressOn } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import { getChain } from "@redflag/domain/chain-registry";
import { type Hex, isHex } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import type { Transfer } from "@redflag/domain/transfer";
import { InputCache } from "@redflag/screen/input-cache";
import { rememberedExposure } from "@redflag/screen/remembered-exposure";
import { explainTransfer } from "@redflag/screen/why";
import { recordOfAddress } from "@redflag/screen/why-address";
import { listAlertsOfSubject, listAlertsOfTransfer } from "@redflag/store/alert-lookup";
import { findCoverageOf } from "@redflag/store/coverage-read";
import { listCoverageRuns } from "@redflag/store/coverage-runs";
import { findCut } from "@redflag/store/cut";
import type { Executor } from "@redflag/store/database";
import { listFreezesOf } from "@redflag/store/freeze-read";
import { findTransfersOfTransaction, listTransfersOf } from "@redflag/store/transfer-read";
import { findEntriesOf } from "@redflag/store/watchlist";
import type { Command } from "commander";
import { addressRecordJson, addressRecordLines } from "../address-record-text.ts";
import { examples, jsonOption, requiredChainOption } from "../command-options.ts";
import { exposureJson, exposureLines } from "../exposure-text.ts";
import { freezeText } from "../issuer-freezes.ts";
import { designationText, entryStatus } from "../list-text.ts";
import { writeJson, writeLine } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { listBesides } from "../transaction-besides.ts";
import { absenceText, alertMention, whyJson, whyText } from "../why-text.ts";
import { withCurrentDatabase } from "../with-database.ts";

interface Options {
  chain: string;
  json?: boolean;
}

/** What an answer is made of. */
interface Question {
  db: Executor;
  inputs: InputCache;
  chain: Chain;
  json: boolean;
}

/** Newest transfers of an address that are explained one by one. */
const TRANSFERS_MAX = 10;
const ALERTS_MAX = 50;
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
    const question = { db, inputs: new InputCache(), chain, json };
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
  const { db, inputs, chain, json } = question;
  const now = Date.now() / 1000;
  const lives = await findEntriesOf(db, address);
  const freezes = freezeBodies((await listFreezesOf(db, address)).filter(({ chainId }) => chainId === chain.id));
  const alerts = await listAlertsOfSubject(db, chain.id, address, ALERTS_MAX);
  const record = await recordOfAddress(db, inputs, chain, address);
  const exposure = await rememberedExposure(db, chain, address);
  const transfers = await listTransfersOf(db, chain.id, address, TRANSFERS_MAX);
  if (json) {
    writeJson({
      kind: "address",
      listings: lives.map((life) => ({ ...life.entry, status: entryStatus(life, now) })),
      freezes,
      alerts: alerts.map(({ id, heuristic, state }) => ({ id, heuristic, state })),
      ...(exposure && { exposure: exposureJson(chain, exposure) }),
      ...addressRecordJson(record),
    });
  } else {
    for (const life of lives) {
      const { entry } = life;
      const elsewhere = entry.family === chain.family ? "" : ` as an address of ${entry.family}, not of ${chain.title}`;
      writeLine(`list ${entry.list}${elsewhere}: ${designationText(entry)}: ${entryStatus(life, now)}`);
    }
    if (lives.length === 0) writeLine(`${formatAddress(address, chain.family)} is on no list`);
    for (const freeze of freezes) writeLine(freezeText(freeze));
    for (const alert of alerts) writeLine(alertMention(chain, alert));
    if (exposure !== undefined) for (const line of exposureLines(chain, exposure)) writeLine(line);
    if (transfers.length > 0) for (const line of addressRecordLines(chain, record)) writeLine(line);
  }
  if (transfers.length === 0) await sayAbsent(question, address);
  for (const transfer of transfers) await sayTransfer(question, transfer);
  if (!json && transfers.length === TRANSFERS_MAX) writeLine(`Only the newest ${TRANSFERS_MAX} transfers are shown.`);
}

async function sayTransfer({ db, inputs, chain, json }: Question, transfer: Transfer): Promise<void> {
  const explained = {
    transfer,
    explanation: await explainTransfer(db, inputs, chain, transfer),
    alerts: await listAlertsOfTransfer(db, chain.id, transfer),
    coverage: await findCoverageOf(db, chain.id, transfer.blockNumber),
    besides: await listBesides(db, chain, transfer.txHash, transfer.blockNumber),
  };
  if (json) writeJson(whyJson(chain, explained));
  else writeLine(whyText(chain, explained));
}

async function sayAbsent({ db, chain, json }: Question, address: Address | undefined): Promise<void> {
  const covered = await listCoverageRuns(db, chain.id, RUNS_MAX);
  const cut = await findCut(db, chain.id);
  if (json) writeJson({ kind: "not_in_ledger", covered, ...(cut && { cut }) });
  else writeLine(absenceText(chain, address, covered, cut));
}
