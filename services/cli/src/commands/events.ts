import { eachItem } from "@redflag/contract/http/client";
import { followEvents } from "@redflag/contract/http/follow-events";
import { PAGE_ROWS_MAX } from "@redflag/contract/http/page";
import type { ReleasedEvent } from "@redflag/contract/http/routes/subscribers";
import type { Command } from "commander";
import { type ApiOptions, apiOption, askApi } from "../api-options.ts";
import { examples, jsonOption } from "../command-options.ts";
import { eventSentence } from "../event-sentence.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { clientOptions, remoteProblem } from "../remote-api.ts";
import { runCommand } from "../run-command.ts";

interface Options extends ApiOptions {
  json?: boolean;
  follow?: boolean;
  after?: string;
}

export function addEventsCommand(program: Command): void {
  program
    .command("events")
    .description(
      "the events that the holder of a key may see, oldest first: asked of a running API. An exchange's are those that were released to it",
    )
    .requiredOption(
      "--key-file <file>",
      "holds an API key with the scope events:read, as `redflag key create` prints it",
    )
    .addOption(apiOption())
    .addOption(jsonOption("print one JSON object a line"))
    .option("--follow", "print what comes from now on, until you end it")
    .option("--after <id>", "with --follow: first what came behind this event; `start`: from the first on")
    .addHelpText(
      "after",
      examples(
        "redflag events --key-file kumru.key",
        "redflag events --api https://redflag.example --key-file kumru.key --json",
        "redflag events --key-file kumru.key --follow --after start",
      ),
    )
    .action((options: Options) => runCommand(({ signal }) => (options.follow ? follow : list)(options, signal)));
}

/** Over whatever breaks, each event once. */
async function follow({ api, keyFile, after, json = false }: Options, signal: AbortSignal): Promise<void> {
  const options = await clientOptions({ url: api, keyFile });
  try {
    for await (const event of followEvents(options, { signal, ...(after !== undefined && { after }) }))
      tell(event, json);
  } catch (error) {
    throw remoteProblem(error, api);
  }
}

async function list({ json = false, ...options }: Options, signal: AbortSignal): Promise<void> {
  let count = 0;
  await askApi(options, async (client) => {
    for await (const event of eachItem(client.listEvents, { query: { limit: PAGE_ROWS_MAX }, signal })) {
      count++;
      tell(event, json);
    }
  });
  if (count === 0 && !json) writeNote("there is no event that the holder of this key may see");
}

function tell(event: ReleasedEvent, json: boolean): void {
  if (json) writeJson(event);
  else writeLine(eventText(event));
}

function eventText({ id, releasedAt, payload }: ReleasedEvent): string {
  return `${releasedAt} ${eventSentence(payload)}\n  ${id}`;
}
