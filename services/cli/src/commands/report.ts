import type { Command } from "commander";
import { addReportDraft } from "./report-draft.ts";
import { addReportExport } from "./report-export.ts";
import { addReportList } from "./report-list.ts";
import { addReportPreflight } from "./report-preflight.ts";
import { addReportShow } from "./report-show.ts";
import { addReportSteps } from "./report-steps.ts";

export function addReportCommand(program: Command): void {
  const command = program
    .command("report")
    .description("reports to an FIU: read as whoever holds the database, written by people with their keys");
  addReportList(command);
  addReportShow(command);
  addReportPreflight(command);
  addReportExport(command);
  addReportDraft(command);
  addReportSteps(command);
}
