import { subscriberBody } from "@redflag/api/subscriber-body";
import type { Command } from "commander";
import { addSubscriber } from "../add-person.ts";
import { examples, jsonOption } from "../command-options.ts";
import { writeJson, writeLine } from "../output.ts";
import { parseName } from "../person-options.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { subscriberText } from "../subscriber-text.ts";
import { withMigratedDatabase } from "../with-database.ts";

export function addSubscriberCreate(subscriber: Command): void {
  subscriber
    .command("create")
    .argument("<name>", "as people know the exchange", parseName)
    .description("add an exchange; people and keys of the role exchange belong to one")
    .addOption(jsonOption("print the subscriber as one JSON object"))
    .addHelpText("after", examples("redflag subscriber create Kumru"))
    .action((name: string, { json = false }: { json?: boolean }) =>
      runCommand((context) => create(context, name, json)),
    );
}

async function create(context: CommandContext, name: string, json: boolean): Promise<void> {
  await withMigratedDatabase(context, async ({ db }) => {
    const subscriber = await addSubscriber(db, name);
    if (json) writeJson(subscriberBody(subscriber));
    else writeLine(`added ${subscriberText(subscriber)}`);
  });
}
