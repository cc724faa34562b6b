import type { Command } from "commander";
import { addAlertBundle } from "./alert-bundle.ts";
import { addAlertDispose } from "./alert-dispose.ts";
import { addAlertExport } from "./alert-export.ts";
import { addAlertShow } from "./alert-show.ts";

export function addAlertCommand(program: Command): void {
  const alert = program
    .command("alert")
    .description("one alert: why it stands, what a review found, its evidence as a file, and what of it is handed on");
  addAlertShow(alert);
  addAlertDispose(alert);
  addAlertExport(alert);
  addAlertBundle(alert);
}
