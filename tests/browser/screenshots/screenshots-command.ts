import { examples } from "@redflag/cli/command-options";
import { newProgram } from "@redflag/cli/run-program";
import { type Command, Option } from "commander";
import { PICTURES, type Picture } from "./pictures.ts";

export function screenshotsCommand(run: (wanted: readonly Picture[]) => void | Promise<void>): Command {
  const names = [...new Set(PICTURES.map(({ name }) => name))];
  return newProgram("npx pnpm screenshots")
    .description(
      "Takes a picture of every page of the console on the demo, in both themes and both languages, into docs/screenshots and " +
        ".redflag/screenshots.",
    )
    .addOption(new Option("--only <name...>", "these pictures alone; all of them unless told").choices(names))
    .addHelpText("after", examples("npx pnpm screenshots", "npx pnpm screenshots --only queue --only alert"))
    .action(({ only }: { only?: string[] }) => run(PICTURES.filter(({ name }) => only?.includes(name) ?? true)));
}
