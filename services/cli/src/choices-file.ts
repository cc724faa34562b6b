import { readFile } from "node:fs/promises";
import { ReportChoices } from "@redflag/contract/report-choices";
import { Problem } from "@redflag/domain/problem";
import { findJsonFault } from "./json-fault.ts";

/**
 * What people chose of a report, from a JSON file: who reports, indicators, clients, words.
 * @throws Problem `report_choices_invalid` with line or fields, and nothing of what is in it: it is personal
 */
export async function readChoicesFile(path: string): Promise<ReportChoices> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const cause = error instanceof Error && "code" in error ? error.code : error;
    throw new Problem("report_choices_invalid", `${path} cannot be read (${cause})`);
  }
  const fault = findJsonFault(text);
  if (fault !== undefined) throw new Problem("report_choices_invalid", `${path}, line ${fault.line}: ${fault.reason}`);
  const parsed = ReportChoices.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    ({ path: at, code }) => `${at.join(".") || "the whole"}: ${code.replaceAll("_", " ")}`,
  );
  throw new Problem("report_choices_invalid", `${path}: ${faults.join("; ")}`);
}
