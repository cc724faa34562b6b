import { Problem } from "@redflag/domain/problem";
import { hashPassword } from "@redflag/runtime/password";
import { endSessions } from "@redflag/store/session";
import type { Command } from "commander";
import { auditedWrite } from "../audited-write.ts";
import { examples, jsonOption } from "../command-options.ts";
import { countOf } from "../count-text.ts";
import { getUserByEmail, updateUserByEmail } from "../find-person.ts";
import { type PasswordSource, readNewPassword, refusePasswordSource } from "../new-password.ts";
import { writeJson, writeLine } from "../output.ts";
import { parseEmail, passwordStdinOption } from "../person-options.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withMigratedDatabase } from "../with-database.ts";

interface Options extends PasswordSource {
  json?: boolean;
}

export function addUserPassword(user: Command): void {
  const command = user
    .command("password")
    .argument("<email>", "whose", parseEmail)
    .description(
      "set a new password, end the person's sessions, and lift a lock; you are asked twice, and nothing shows",
    )
    .addOption(passwordStdinOption())
    .addOption(jsonOption('print {"email","endedSessions"}'))
    .addHelpText(
      "after",
      examples(
        "redflag user password ada@fiu.example",
        "redflag user password ada@fiu.example --password-stdin < secret",
      ),
    )
    .action((email: string, options: Options) => {
      refusePasswordSource(command, options);
      return runCommand((context) => setPassword(context, email, options));
    });
}

async function setPassword(context: CommandContext, email: string, options: Options): Promise<void> {
  await withMigratedDatabase(context, async ({ db }) => {
    const { signIn } = await getUserByEmail(db.kysely, email);
    if (signIn === "oidc")
      throw new Problem("password_refused", `${email} signs in with OpenID Connect and has none here`);
    const passwordHash = await hashPassword(await readNewPassword(email, options, context.signal));
    const now = new Date();
    const endedSessions = await auditedWrite(db, now, async (tx) => {
      const { id } = await updateUserByEmail(tx, email, { passwordHash, unlock: true });
      const result = await endSessions(tx, id, now);
      return {
        result,
        deed: { action: "user.password", subject: `user:${id}`, detail: { email, endedSessions: result } },
      };
    });
    if (options.json === true) writeJson({ email, endedSessions });
    else writeLine(`${email} has a new password; ${countOf(endedSessions, "session")} ended`);
  });
}
