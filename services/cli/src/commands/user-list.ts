import { userBody } from "@redflag/api/user-body";
import { PAGE_ROWS_MAX } from "@redflag/contract/http/page";
import { ROLES, type Role } from "@redflag/domain/role";
import { listUsers, type StoredUser } from "@redflag/store/user";
import { type Command, Option } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { everyRow } from "../every-row.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { subscriberNames } from "../subscriber-names.ts";
import { userText } from "../user-text.ts";
import { withCurrentDatabase } from "../with-database.ts";

interface Options {
  role?: Role;
  json?: boolean;
}

export function addUserList(user: Command): void {
  user
    .command("list")
    .description("everybody, by email: roles, and whether the account is locked or disabled")
    .addOption(new Option("--role <role>", "only those who have it").choices(ROLES))
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag user list", "redflag user list --role admin --json"))
    .action((options: Options) => runCommand((context) => list(context, options)));
}

async function list(context: CommandContext, { role, json = false }: Options): Promise<void> {
  await withCurrentDatabase(context, async ({ db: { kysely: db } }) => {
    const now = new Date();
    const nameOf = subscriberNames(db);
    const users = everyRow((last: StoredUser | undefined) =>
      listUsers(db, { limit: PAGE_ROWS_MAX, ...(last && { afterEmail: last.email }) }, { role }),
    );
    let count = 0;
    for await (const user of users) {
      count++;
      if (json) writeJson(userBody(user, now));
      else writeLine(userText(user, now, await nameOf(user.subscriberId)));
    }
    if (count === 0 && !json) writeNote("nobody; `redflag user create` adds the first admin");
  });
}
