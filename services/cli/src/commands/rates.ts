import type { Command } from "commander";
import { addRatesCheck } from "./rates-check.ts";
import { addRatesImport } from "./rates-import.ts";
import { addRatesList } from "./rates-list.ts";

export function addRatesCommand(program: Command): void {
  const rates = program.command("rates").description("the exchange rates that rules compare amounts with");
  addRatesList(rates);
  addRatesCheck(rates);
  addRatesImport(rates);
}
