import { examples } from "@redflag/cli/command-options";
import type { Command } from "commander";
import { jsonOption } from "../bench-options.ts";
import { tellFigures, tellStep } from "../tell-figures.ts";

interface Options {
  json?: boolean;
}

export function addAuditCommand(program: Command): void {
  program
    .command("audit")
    .description(
      "How fast the audit grows by one connection, each transaction durable before the next, and is verified.",
    )
    .addOption(jsonOption())
    .addHelpText("after", examples("npx pnpm bench audit"))
    .action(async ({ json }: Options) => {
      const { auditFiguresText, runAudit } = await import("./run-audit.ts");
      tellFigures(await runAudit(tellStep), auditFiguresText, json);
    });
}
