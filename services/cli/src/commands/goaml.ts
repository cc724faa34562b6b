import type { Command } from "commander";
import { addGoamlCheckProfile } from "./goaml-check-profile.ts";
import { addGoamlProfiles } from "./goaml-profiles.ts";
import { addGoamlValidate } from "./goaml-validate.ts";

export function addGoamlCommand(program: Command): void {
  const goaml = program.command("goaml").description("reports to FIUs as goAML: profiles of countries, and schemas");
  addGoamlProfiles(goaml);
  addGoamlCheckProfile(goaml);
  addGoamlValidate(goaml);
}
