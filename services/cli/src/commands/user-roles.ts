import { userBody } from "@redflag/api/user-body";
import type { Role } from "@redflag/domain/role";
import type { Command } from "commander";
import { auditedWrite } from "../audited-write.ts";
import { examples, jsonOption } from "../command-options.ts";
import { updateUserByEmail } from "../find-person.ts";
import { writeJson, writeLine } from "../output.ts";
import { parseEmail, rolesOption } from "../person-options.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { userText } from "../user-text.ts";
import { withMigratedDatabase } from "../with-database.ts";

interface Options {
  role: readonly Role[];
  json?: boolean;
}

export function addUserRoles(user: Command): void {
  user
    .command("roles")
    .argument("<email>", "whose", parseEmail)
    .description("give a person these roles and no others")
    .addOption(rolesOption())
    .addOption(jsonOption("print the person as one JSON object"))
    .addHelpText("after", examples("redflag user roles ada@fiu.example --role analyst --role supervisor"))
    .action((email: string, options: Options) => runCommand((context) => setRoles(context, email, options)));
}

async function setRoles(context: CommandContext, email: string, { role: roles, json = false }: Options): Promise<void> {
  await withMigratedDatabase(context, async ({ db }) => {
    const now = new Date();
    const user = await auditedWrite(db, now, async (tx) => {
      const result = await updateUserByEmail(tx, email, { roles });
      return { result, deed: { action: "user.update", subject: `user:${result.id}`, detail: { email, roles } } };
    });
    if (json) writeJson(userBody(user, now));
    else writeLine(userText(user, now));
  });
}
