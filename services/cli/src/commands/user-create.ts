import { userBody } from "@redflag/api/user-body";
import { Problem } from "@redflag/domain/problem";
import type { Role } from "@redflag/domain/role";
import { hashPassword } from "@redflag/runtime/password";
import { findUserByEmail, refuseRoles } from "@redflag/store/user";
import type { Command } from "commander";
import { addPerson } from "../add-person.ts";
import { examples, jsonOption } from "../command-options.ts";
import { getSubscriberByName } from "../find-person.ts";
import { type PasswordSource, readNewPassword, refusePasswordSource } from "../new-password.ts";
import { writeJson, writeLine } from "../output.ts";
import { parseEmail, parseName, passwordStdinOption, rolesOption, subscriberOption } from "../person-options.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { userText } from "../user-text.ts";
import { withMigratedDatabase } from "../with-database.ts";

interface Options extends PasswordSource {
  name: string;
  role: readonly Role[];
  subscriber?: string;
  json?: boolean;
}

export function addUserCreate(user: Command): void {
  const command = user
    .command("create")
    .argument("<email>", "with which the person signs in", parseEmail)
    .description("add a person; you are asked for the password twice, and nothing shows")
    .requiredOption("--name <name>", "the person's name", parseName)
    .addOption(rolesOption())
    .addOption(subscriberOption("the exchange that the person works for; with --role exchange, and only then"))
    .addOption(passwordStdinOption())
    .addOption(jsonOption("print the person as one JSON object"))
    .addHelpText(
      "after",
      examples(
        'redflag user create ada@fiu.example --name "Ada Lovelace" --role admin',
        "redflag user create bob@kumru.example --name Bob --role exchange --subscriber Kumru --password-stdin < secret",
      ),
    )
    .action((email: string, options: Options) => {
      refusePasswordSource(command, options);
      return runCommand((context) => create(context, email, options));
    });
}

async function create(context: CommandContext, email: string, options: Options): Promise<void> {
  await withMigratedDatabase(context, async ({ db }) => {
    const subscriber =
      options.subscriber === undefined ? undefined : await getSubscriberByName(db.kysely, options.subscriber);
    const person = {
      email,
      name: options.name,
      roles: options.role,
      ...(subscriber && { subscriberId: subscriber.id }),
    };
    // Whatever can be refused is refused before anybody thinks of a password.
    await refuseRoles(db.kysely, person.roles, person.subscriberId);
    if ((await findUserByEmail(db.kysely, email)) !== undefined) throw new Problem("user_exists", email);
    const passwordHash = await hashPassword(await readNewPassword(email, options, context.signal));
    const now = new Date();
    const user = await addPerson(db, { ...person, passwordHash }, now);
    if (options.json === true) writeJson(userBody(user, now));
    else writeLine(`added ${userText(user, now, subscriber?.name)}`);
  });
}
