import type { Command } from "commander";
import { addBordersCheck } from "./borders-check.ts";
import { addBordersImport } from "./borders-import.ts";
import { addBordersList } from "./borders-list.ts";

export function addBordersCommand(program: Command): void {
  const borders = program.command("borders").description("what is noted of jurisdictions and of money between two");
  addBordersList(borders);
  addBordersCheck(borders);
  addBordersImport(borders);
}
