import { writeJson, writeLine, writeNote } from "@redflag/cli/output";

export function tellStep(what: string): void {
  writeNote(`bench: ${what}`);
}

export function tellFigures<T>(figures: T, text: (figures: T) => string, json = false): void {
  if (json) writeJson(figures);
  else writeLine(text(figures));
}
