import type { Command } from "commander";
import { addAlertShow } from "./alert-show.ts";

export function addAlertCommand(program: Command): void {
  const alert = program.command("alert").description("one alert, and why it stands");
  addAlertShow(alert);
}
