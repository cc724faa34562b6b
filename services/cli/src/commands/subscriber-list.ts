import { subscriberBody } from "@redflag/api/subscriber-body";
import { PAGE_ROWS_MAX } from "@redflag/contract/http/page";
import { listSubscribers, type StoredSubscriber } from "@redflag/store/subscriber";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { everyRow } from "../every-row.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { subscriberText } from "../subscriber-text.ts";
import { withCurrentDatabase } from "../with-database.ts";

export function addSubscriberList(subscriber: Command): void {
  subscriber
    .command("list")
    .description("every exchange, by name")
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag subscriber list"))
    .action(({ json = false }: { json?: boolean }) => runCommand((context) => list(context, json)));
}

async function list(context: CommandContext, json: boolean): Promise<void> {
  await withCurrentDatabase(context, async ({ db: { kysely: db } }) => {
    const subscribers = everyRow((last: StoredSubscriber | undefined) =>
      listSubscribers(db, { limit: PAGE_ROWS_MAX, ...(last && { afterName: last.name }) }),
    );
    let count = 0;
    for await (const subscriber of subscribers) {
      count++;
      if (json) writeJson(subscriberBody(subscriber));
      else writeLine(subscriberText(subscriber));
    }
    if (count === 0 && !json) writeNote("no subscriber; `redflag subscriber create` adds one");
  });
}
