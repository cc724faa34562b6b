import type { Command } from "commander";
import { addAlertBundle } from "./alert-bundle.ts";
import { addAlertDispose } from "./alert-dispose.ts";
import { addAlertShow } from "./alert-show.ts";

export function addAlertCommand(program: Command): void {
  const alert = program
    .command("alert")
    .description("one alert: why it stands, what a review found, and its evidence as a file");
  addAlertShow(alert);
  addAlertDispose(alert);
  addAlertBundle(alert);
}
