import type { Command } from "commander";
import { addEnrichmentDelete } from "./enrichment-delete.ts";
import { addEnrichmentImport } from "./enrichment-import.ts";
import { addEnrichmentList } from "./enrichment-list.ts";

export function addEnrichmentCommand(program: Command): void {
  const enrichment = program
    .command("enrichment")
    .description("what VASPs say of their own addresses, in opaque references: turnovers, owners, trades");
  addEnrichmentList(enrichment);
  addEnrichmentImport(enrichment);
  addEnrichmentDelete(enrichment);
}
