import { auditKeyPath, openAuditKey } from "@redflag/api/audit-key";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { runCommand } from "../run-command.ts";

export function addAuditKey(audit: Command): void {
  audit
    .command("key")
    .description("print the public key that checkpoints are verified with; the signing key is made where there is none")
    .addOption(jsonOption('print {"id":…,"file":…,"publicKey":…}'))
    .addHelpText("after", examples("redflag audit key > audit-key.pem"))
    .action(({ json = false }: { json?: boolean }) =>
      runCommand(async ({ config }) => {
        const file = auditKeyPath(config);
        const { id, publicPem } = await openAuditKey(file);
        if (json) writeJson({ id, file, publicKey: publicPem });
        else {
          writeLine(publicPem.trimEnd());
          writeNote(`its id is ${id}; the signing key is in ${file}`);
        }
      }),
    );
}
