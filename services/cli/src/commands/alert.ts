import type { Command } from "commander";
import { addAlertDispose } from "./alert-dispose.ts";
import { addAlertShow } from "./alert-show.ts";

export function addAlertCommand(program: Command): void {
  const alert = program.command("alert").description("one alert: why it stands, and what a review found");
  addAlertShow(alert);
  addAlertDispose(alert);
}
