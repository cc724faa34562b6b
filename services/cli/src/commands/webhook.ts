import type { Command } from "commander";
import { addWebhookListen } from "./webhook-listen.ts";

export function addWebhookCommand(program: Command): void {
  const webhook = program.command("webhook").description("webhooks as whoever receives them sees them");
  addWebhookListen(webhook);
}
