import { userBody } from "@redflag/api/user-body";
import type { UserPatch } from "@redflag/store/user";
import type { Command } from "commander";
import { auditedWrite } from "../audited-write.ts";
import { examples, jsonOption } from "../command-options.ts";
import { updateUserByEmail } from "../find-person.ts";
import { writeJson, writeLine } from "../output.ts";
import { parseEmail } from "../person-options.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { userText } from "../user-text.ts";
import { withMigratedDatabase } from "../with-database.ts";

interface Switch {
  verb: string;
  description: string;
  /** As the audit tells it. */
  detail: Readonly<Record<string, boolean>>;
  patchAt(now: Date): UserPatch;
}

const DISABLE: Switch = {
  verb: "disable",
  description: "close a person's account and end its sessions; the last admin's stays open",
  detail: { disabled: true },
  patchAt: (now) => ({ disabledAt: now }),
};

const ENABLE: Switch = {
  verb: "enable",
  description: "open a person's account again",
  detail: { disabled: false },
  patchAt: () => ({ disabledAt: null }),
};

const UNLOCK: Switch = {
  verb: "unlock",
  description: "lift the lock that wrong passwords have put on an account",
  detail: { locked: false },
  patchAt: () => ({ unlock: true }),
};

export function addUserDisable(user: Command): void {
  addSwitch(user, DISABLE);
}

export function addUserEnable(user: Command): void {
  addSwitch(user, ENABLE);
}

export function addUserUnlock(user: Command): void {
  addSwitch(user, UNLOCK);
}

function addSwitch(user: Command, which: Switch): void {
  user
    .command(which.verb)
    .argument("<email>", "whose", parseEmail)
    .description(which.description)
    .addOption(jsonOption("print the person as one JSON object"))
    .addHelpText("after", examples(`redflag user ${which.verb} ada@fiu.example`))
    .action((email: string, { json = false }: { json?: boolean }) =>
      runCommand((context) => turn(context, which, email, json)),
    );
}

async function turn(context: CommandContext, { detail, patchAt }: Switch, email: string, json: boolean): Promise<void> {
  await withMigratedDatabase(context, async ({ db }) => {
    const now = new Date();
    const user = await auditedWrite(db, now, async (tx) => {
      const result = await updateUserByEmail(tx, email, patchAt(now));
      return { result, deed: { action: "user.update", subject: `user:${result.id}`, detail: { email, ...detail } } };
    });
    if (json) writeJson(userBody(user, now));
    else writeLine(userText(user, now));
  });
}
