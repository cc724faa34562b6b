import { keyBody } from "@redflag/api/key-body";
import { Problem } from "@redflag/domain/problem";
import { findApiKey, revokeApiKey } from "@redflag/store/api-key";
import type { Command } from "commander";
import { auditedWrite } from "../audited-write.ts";
import { examples, jsonOption } from "../command-options.ts";
import { keyText } from "../key-text.ts";
import { writeJson, writeLine } from "../output.ts";
import { parseId } from "../person-options.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withMigratedDatabase } from "../with-database.ts";

export function addKeyRevoke(key: Command): void {
  key
    .command("revoke")
    .argument("<id>", "as `redflag key list` shows it", parseId)
    .description("refuse a key from now on, for good; doing it again changes nothing")
    .addOption(jsonOption("print the key as one JSON object"))
    .addHelpText("after", examples("redflag key revoke 0b6f5c1e-6c1a-4a58-9d57-3b0a1f3f9c11"))
    .action((id: string, { json = false }: { json?: boolean }) => runCommand((context) => revoke(context, id, json)));
}

async function revoke(context: CommandContext, id: string, json: boolean): Promise<void> {
  await withMigratedDatabase(context, async ({ db }) => {
    const now = new Date();
    const key = await auditedWrite(db, now, async (tx) => {
      const isNew = await revokeApiKey(tx, id, now);
      const result = await findApiKey(tx, id);
      if (result === undefined)
        throw new Problem("not_found", `no key has the id ${id}; \`redflag key list\` shows them all`);
      const { name, prefix } = result;
      return {
        result,
        deed: isNew ? { action: "key.revoke", subject: `key:${id}`, detail: { name, prefix } } : undefined,
      };
    });
    if (json) writeJson(keyBody(key));
    else writeLine(keyText(key, now));
  });
}
