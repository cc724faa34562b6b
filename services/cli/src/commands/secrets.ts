import type { Command } from "commander";
import { addSecretsList } from "./secrets-list.ts";
import { addSecretsRotate } from "./secrets-rotate.ts";

export function addSecretsCommand(program: Command): void {
  const secrets = program.command("secrets").description("what this installation keeps secret, and new keys for it");
  addSecretsList(secrets);
  addSecretsRotate(secrets);
}
