import { eachItem } from "@redflag/contract/http/client";
import { PAGE_ROWS_MAX } from "@redflag/contract/http/page";
import type { ReleasedEvent } from "@redflag/contract/http/routes/subscribers";
import { CHAINS } from "@redflag/domain/chain-registry";
import type { Command } from "commander";
import { alertSentence } from "../alert-sentence.ts";
import { type ApiOptions, apiOption, askApi } from "../api-options.ts";
import { examples, jsonOption } from "../command-options.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { runCommand } from "../run-command.ts";

type Options = ApiOptions & { json?: boolean };

export function addEventsCommand(program: Command): void {
  program
    .command("events")
    .description(
      "the events that were released to an exchange, oldest first: asked of a running API with the exchange's key",
    )
    .requiredOption("--key-file <file>", "holds an API key of the role exchange, as `redflag key create` prints it")
    .addOption(apiOption())
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText(
      "after",
      examples(
        "redflag events --key-file kumru.key",
        "redflag events --api https://redflag.example --key-file kumru.key --json",
      ),
    )
    .action((options: Options) => runCommand(({ signal }) => list(options, signal)));
}

async function list({ json = false, ...options }: Options, signal: AbortSignal): Promise<void> {
  let count = 0;
  await askApi(options, async (client) => {
    for await (const event of eachItem(client.listEvents, { query: { limit: PAGE_ROWS_MAX }, signal })) {
      count++;
      if (json) writeJson(event);
      else writeLine(eventText(event));
    }
  });
  if (count === 0 && !json) writeNote("no event was released to the exchange of this key");
}

function eventText({ id, releasedAt, payload }: ReleasedEvent): string {
  const chain = CHAINS.find(({ caip2 }) => caip2 === payload.chain);
  const what =
    chain === undefined ? `${payload.type} ${payload.subject}` : alertSentence(chain, { event: payload, reasons: [] });
  return `${releasedAt} ${what}\n  ${id}`;
}
