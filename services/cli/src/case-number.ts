import { CaseNumber } from "@redflag/contract/http/routes/cases";
import { type Command, InvalidArgumentError } from "commander";

/** The case that a command is about, by the number that people know. */
export function caseNumberArgument(command: Command): Command {
  return command.argument("<number>", "of the case, such as C-2026-0001", parseCaseNumber);
}

function parseCaseNumber(text: string): string {
  const { data } = CaseNumber.safeParse(text.toUpperCase());
  if (data === undefined) throw new InvalidArgumentError("a number such as C-2026-0001 is expected");
  return data;
}
