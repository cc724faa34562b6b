import { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import type { AlertState } from "@redflag/domain/alert";
import { findChainById, getChain } from "@redflag/domain/chain-registry";
import { streamAlerts } from "@redflag/store/alert-read";
import { listDispositions } from "@redflag/store/disposition";
import { listLatestWithdrawals } from "@redflag/store/event-read";
import { type Command, InvalidArgumentError, Option } from "commander";
import { rememberDelistings } from "../alert-delistings.ts";
import { alertLineOf, newestReasonCount } from "../alert-line-of.ts";
import { alertText } from "../alert-text.ts";
import { chainOption, examples, jsonOption, parseChoices } from "../command-options.ts";
import { countOf } from "../count-text.ts";
import { dispositionBody } from "../disposition-text.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { writeRankedAlerts } from "../ranked-alerts.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

interface Options {
  chain?: string;
  state?: AlertState[];
  ranked?: boolean;
  limit?: number;
  json?: boolean;
}

const RANKED_SHOWN = 50;

const STATES = ["provisional", "final", "withdrawn"] as const satisfies readonly AlertState[];

export function addAlertsCommand(program: Command): void {
  program
    .command("alerts")
    .description(
      "list alerts, on each chain the oldest first: provisional (a reorg could still undo it), final, withdrawn",
    )
    .addOption(chainOption("only this chain"))
    .option("--state <states>", `only these, separated by commas: ${STATES.join(", ")}`, parseChoices(STATES))
    .addOption(
      new Option("--ranked", "the strongest first; alerts on the same payments have one place").conflicts("state"),
    )
    .option("--limit <count>", `with --ranked: so many places at most (${RANKED_SHOWN})`, parseLimit)
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText(
      "after",
      examples(
        "redflag alerts --ranked",
        "redflag alerts --state final",
        "redflag alerts --chain ethereum --json | jq .subject",
      ),
    )
    .action((options: Options, command: Command) => {
      if (options.limit !== undefined && options.ranked !== true) command.error("error: --limit goes with --ranked");
      return runCommand((context) => (options.ranked ? rankAlerts : listAlerts)(context, options));
    });
}

function parseLimit(text: string): number {
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (limit === 0) throw new InvalidArgumentError("a number from 1 to 999999 is expected");
  return limit;
}

async function rankAlerts(
  context: CommandContext,
  { chain: name, limit = RANKED_SHOWN, json = false }: Options,
): Promise<void> {
  const chain = name === undefined ? {} : { chain: getChain(name) };
  await withCurrentDatabase(context, ({ db }) =>
    writeRankedAlerts(db.kysely, { ...chain, limit, json, signal: context.signal }),
  );
}

async function listAlerts(
  context: CommandContext,
  { chain: name, state: states = [...STATES], json = false }: Options,
) {
  const only = name === undefined ? undefined : getChain(name);
  await withCurrentDatabase(context, async ({ db }) => {
    const filter = { withdrawn: states.includes("withdrawn"), ...(only !== undefined && { chainId: only.id }) };
    const delistingsOf = rememberDelistings(db.kysely);
    let count = 0;
    for await (const stored of streamAlerts(db.kysely, filter)) {
      context.signal.throwIfAborted();
      const chain = findChainById(stored.chainId);
      if (chain === undefined || !states.includes(stored.alert.state)) continue;
      count++;
      const { id, state } = stored.alert;
      const payload = state === "withdrawn" ? (await listLatestWithdrawals(db.kysely, [id])).get(id) : undefined;
      const line = alertLineOf(chain, stored, payload === undefined ? undefined : AlertEventPayload.parse(payload));
      const delisted = state === "withdrawn" ? [] : await delistingsOf(stored);
      const found = (await listDispositions(db.kysely, [id])).get(id);
      const annotated = {
        ...line,
        ...(delisted.length > 0 && { delisted }),
        ...(found !== undefined && { disposition: dispositionBody(found) }),
      };
      if (json) writeJson(annotated);
      else writeLine(`${alertText(chain, annotated, newestReasonCount(stored.evidence))}\n`);
    }
    if (!json) writeNote(count === 0 ? "no alerts" : countOf(count, "alert"));
  });
}
