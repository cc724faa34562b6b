import type { Client } from "@redflag/contract/http/client";
import { ReportNumber, type ReportSummary } from "@redflag/contract/http/routes/reports";
import { Problem } from "@redflag/domain/problem";
import { type Command, InvalidArgumentError } from "commander";

/** The report that a command is about, by the number that it carries. */
export function reportNumberArgument(command: Command): Command {
  return command.argument("<number>", "of the report, such as R-2026-0001", parseReportNumber);
}

function parseReportNumber(text: string): string {
  const { data } = ReportNumber.safeParse(text.toUpperCase());
  if (data === undefined) throw new InvalidArgumentError("a number such as R-2026-0001 is expected");
  return data;
}

/** As the API names it. @throws Problem `not_found` */
export async function findByNumber(client: Client, number: string): Promise<ReportSummary> {
  const { body } = await client.listReports({ query: { number } });
  const [report] = body.items;
  if (report === undefined) throw new Problem("not_found", `you have no report ${number}`);
  return report;
}
