import { examples } from "@redflag/cli/command-options";
import type { Command } from "commander";
import { jsonOption, secondsOption } from "../bench-options.ts";
import { tellFigures, tellStep } from "../tell-figures.ts";

interface Options {
  seconds: number;
  json?: boolean;
}

/** As a busy day may have them [E]. */
const LOAD = { alertsPerS: 100, subscribers: 20, subscriptions: 1_000, matching: 3 };

export function addWebhooksCommand(program: Command): void {
  program
    .command("webhooks")
    .description(
      "From a committed event to its first attempt, three of ten receivers failing, beside a bare loop that posts.",
    )
    .addOption(secondsOption("how long alerts come", 60))
    .addOption(jsonOption())
    .addHelpText("after", examples("npx pnpm bench webhooks", "npx pnpm bench webhooks --seconds 15"))
    .action(async ({ seconds, json }: Options) => {
      const { runWebhooks, webhooksText } = await import("./run-webhooks.ts");
      const { runWebhookFloor, webhookFloorText } = await import("./webhook-floor.ts");
      const load = { ...LOAD, seconds };
      tellStep("webhooks by a bare loop");
      const figures = { floor: await runWebhookFloor(load), queues: await runWebhooks(load, tellStep) };
      tellFigures(figures, ({ floor, queues }) => `${webhookFloorText(floor)}\n${webhooksText(queues)}`, json);
    });
}
