import { auditKeyPath, findAuditKey } from "@redflag/api/audit-key";
import { findInstallationKey, installationKeyPath } from "@redflag/runtime/installation-key";
import { getSecretFacts, type KeptSecrets } from "@redflag/store/secret-facts";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { countOf } from "../count-text.ts";
import { writeJson, writeLine } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

export function addSecretsList(secrets: Command): void {
  secrets
    .command("list")
    .description("what is kept secret, where, since when, and what changes it; never a secret itself")
    .addOption(jsonOption('print {"installationKey","auditKey","webhookSecrets","apiKeys","ownAddresses","passwords"}'))
    .addHelpText("after", examples("redflag secrets list"))
    .action(({ json = false }: { json?: boolean }) => runCommand((context) => list(context, json)));
}

async function list(context: CommandContext, json: boolean): Promise<void> {
  const { config } = context;
  await withCurrentDatabase(context, async ({ db }) => {
    const facts = await getSecretFacts(db.kysely, new Date());
    const [installationFile, auditFile] = [installationKeyPath(config), auditKeyPath(config)];
    const installation = await findInstallationKey(installationFile);
    const audit = await findAuditKey(auditFile);
    const { installationKey: inForce, webhookSecrets, apiKeys, ownAddresses, passwords } = facts;
    const fileKeyId = installation?.id.toString("hex");
    if (json) {
      return writeJson({
        ...facts,
        installationKey: { ...inForce, file: installationFile, fileKeyId },
        auditKey: { id: audit?.id, file: auditFile },
      });
    }
    writeLine(`installation key: ${keyText(fileKeyId, inForce)}, in ${installationFile}`);
    writeLine(
      `  holds ${countOf(webhookSecrets.count, "webhook secret")}${since(webhookSecrets)}, each changed by its owner`,
    );
    writeLine(`  hashes ${countOf(ownAddresses.count, "own address", "own addresses")}`);
    writeLine("  changed by: redflag secrets rotate installation-key");
    writeLine(`audit key: ${audit === undefined ? "not made yet" : audit.id}, in ${auditFile}`);
    writeLine("  changed by: redflag secrets rotate audit-key");
    writeLine(
      `${countOf(apiKeys.count, "API key")}${since(apiKeys)}, kept as hashes: redflag key create, then redflag key revoke`,
    );
    writeLine(`${countOf(passwords.count, "password")}, kept as hashes: redflag user password`);
    writeLine("the services' logins to the database: redflag logins <directory> --rotate");
  });
}

function keyText(fileKeyId: string | undefined, inForce: { id: string; since: Date } | undefined): string {
  if (inForce === undefined) return "nothing rests under one yet";
  const text = `${inForce.id.slice(0, 16)} since ${inForce.since.toISOString()}`;
  if (fileKeyId === inForce.id) return text;
  return `${text}, and the file holds ${fileKeyId === undefined ? "none" : "another one"}`;
}

function since({ oldest }: KeptSecrets): string {
  return oldest === null ? "" : `, the oldest of ${oldest.toISOString().slice(0, 10)}`;
}
