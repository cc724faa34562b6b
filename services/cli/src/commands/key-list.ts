import { keyBody } from "@redflag/api/key-body";
import { PAGE_ROWS_MAX } from "@redflag/contract/http/page";
import { listApiKeys, type StoredKey } from "@redflag/store/api-key";
import { findSandbox } from "@redflag/store/sandbox";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { everyRow } from "../every-row.ts";
import { getSubscriberByName } from "../find-person.ts";
import { keyText } from "../key-text.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { subscriberOption } from "../person-options.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { subscriberNames } from "../subscriber-names.ts";
import { withCurrentDatabase } from "../with-database.ts";

interface Options {
  subscriber?: string;
  sandbox?: true;
  json?: boolean;
}

export function addKeyList(key: Command): void {
  const command = key
    .command("list")
    .description("every key, newest first: what it opens, until when, and when it was last used; never its secret")
    .addOption(subscriberOption("only those of this exchange, without its sandbox"))
    .option("--sandbox", "with --subscriber: those of its sandbox instead")
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag key list", "redflag key list --subscriber Kumru --json"))
    .action((options: Options) => {
      if (options.sandbox && options.subscriber === undefined) {
        command.error("error: --sandbox goes with --subscriber; without either, keys of sandboxes are listed, too");
      }
      return runCommand((context) => list(context, options));
    });
}

async function list(context: CommandContext, { subscriber, sandbox, json = false }: Options): Promise<void> {
  await withCurrentDatabase(context, async ({ db: { kysely: db } }) => {
    const now = new Date();
    const exchange = subscriber === undefined ? undefined : await getSubscriberByName(db, subscriber);
    const subscriberId = exchange && (sandbox ? await findSandbox(db, exchange.id) : exchange.id);
    if (sandbox && subscriberId === undefined) {
      if (!json) writeNote(`no key opens the sandbox of ${exchange?.name}; \`redflag key create --sandbox\` makes one`);
      return;
    }
    const nameOf = subscriberNames(db);
    const keys = everyRow((last: StoredKey | undefined) =>
      listApiKeys(db, { limit: PAGE_ROWS_MAX, ...(last && { before: last }), ...(subscriberId && { subscriberId }) }),
    );
    let count = 0;
    for await (const key of keys) {
      count++;
      if (json) writeJson(keyBody(key));
      else writeLine(keyText(key, now, await nameOf(key.subscriberId)));
    }
    if (count === 0 && !json) writeNote("no key; `redflag key create` makes one");
  });
}
