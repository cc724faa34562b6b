import { PAGE_ROWS_MAX } from "@redflag/contract/http/page";
import { listApiKeys, type StoredKey } from "@redflag/store/api-key";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { everyRow } from "../every-row.ts";
import { getSubscriberByName } from "../find-person.ts";
import { keyJson, keyText } from "../key-text.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { subscriberOption } from "../person-options.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { subscriberNames } from "../subscriber-names.ts";
import { withCurrentDatabase } from "../with-database.ts";

interface Options {
  subscriber?: string;
  json?: boolean;
}

export function addKeyList(key: Command): void {
  key
    .command("list")
    .description("every key, newest first: what it opens, until when, and when it was last used; never its secret")
    .addOption(subscriberOption("only those of this exchange"))
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag key list", "redflag key list --subscriber Kumru --json"))
    .action((options: Options) => runCommand((context) => list(context, options)));
}

async function list(context: CommandContext, { subscriber, json = false }: Options): Promise<void> {
  await withCurrentDatabase(context, async ({ db: { kysely: db } }) => {
    const now = new Date();
    const subscriberId = subscriber === undefined ? undefined : (await getSubscriberByName(db, subscriber)).id;
    const nameOf = subscriberNames(db);
    const keys = everyRow((last: StoredKey | undefined) =>
      listApiKeys(db, { limit: PAGE_ROWS_MAX, ...(last && { before: last }), ...(subscriberId && { subscriberId }) }),
    );
    let count = 0;
    for await (const key of keys) {
      count++;
      if (json) writeJson(keyJson(key));
      else writeLine(keyText(key, now, await nameOf(key.subscriberId)));
    }
    if (count === 0 && !json) writeNote("no key; `redflag key create` makes one");
  });
}
