import { Problem } from "@redflag/domain/problem";
import type { Config } from "@redflag/runtime/config";
import { backUpEmbedded, restoreEmbedded } from "@redflag/runtime/embedded-backup";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { countOf, grouped } from "../count-text.ts";
import { writeJson, writeLine } from "../output.ts";
import { runCommand } from "../run-command.ts";

export function addBackupCommand(program: Command): void {
  const backup = program
    .command("backup")
    .description("copy the embedded database while everything runs, and put a copy back");
  backup
    .command("create")
    .description("copy it into a new folder, which is there once the copy is whole; nothing needs to stop")
    .argument("<folder>", "not there yet")
    .addOption(jsonOption('print {"folder":…,"endedAt":…,"files":N,"bytes":N}'))
    .addHelpText("after", examples("redflag backup create /mnt/elsewhere/redflag-2026-11-28"))
    .action((folder: string, { json = false }: { json?: boolean }) =>
      runCommand(async ({ config }) => {
        refuseOwnServer(config);
        const { manifest, bytes } = await backUpEmbedded(config.dataDir, folder);
        const { endedAt, files } = manifest;
        if (json) writeJson({ folder, endedAt, files: files.length, bytes });
        else writeLine(`${countOf(files.length, "file")}, ${grouped(bytes)} bytes in ${folder}, as of ${endedAt}`);
      }),
    );
  backup
    .command("restore")
    .description("put a copy where the data directory (REDFLAG_DATA_DIR) has no database yet; each file is checked")
    .argument("<folder>", "what `redflag backup create` wrote")
    .addOption(jsonOption('print {"dataDir":…,"endedAt":…}'))
    .addHelpText(
      "after",
      examples("REDFLAG_DATA_DIR=/srv/redflag redflag backup restore /mnt/elsewhere/redflag-2026-11-28"),
    )
    .action((folder: string, { json = false }: { json?: boolean }) =>
      runCommand(async ({ config: { dataDir, ...config } }) => {
        refuseOwnServer(config);
        const { endedAt } = await restoreEmbedded(folder, dataDir);
        if (json) writeJson({ dataDir, endedAt });
        else writeLine(`restored into ${dataDir}, as of ${endedAt}; \`redflag verify\` looks at what is in it`);
      }),
    );
}

function refuseOwnServer({ databaseUrl }: Pick<Config, "databaseUrl">): void {
  if (databaseUrl === undefined) return;
  throw new Problem(
    "backup_refused",
    "REDFLAG_DATABASE_URL names a server of yours: its own pg_basebackup or pg_dump copies it",
  );
}
