import { type Command, Help } from "commander";
import { expect, test } from "vitest";
import { createProgram } from "./program.ts";

const INTRODUCTION = `<!-- Written by \`npx pnpm exec vitest run services/cli/src/commands-page.test.ts -u\`. Do not edit. -->

# Every command

\`npx pnpm redflag <command> --help\` tells the options of each, with an example. Where a machine might read it there is \`--json\`. Results
go to standard output, all else to standard error. Exit code 0: done; 1: failed, and the message says why and what to do; 2:
wrong usage. What a command does through a running API, it does with a key (\`--key-file\`) and with its rights.`;

const help = new Help();

test("is told on docs/reference/commands.md; if not, run this test with -u", async () => {
  const sections = new Map<string, string[]>();
  for (const listed of (await createProgram([])).commands) {
    const section = sections.get(listed.helpGroup()) ?? [];
    sections.set(listed.helpGroup(), [...section, ...(await rowsOf([listed.name()]))]);
  }
  const text = [...sections].map(
    ([heading, rows]) =>
      `## ${heading.replace(/:$/, "")}\n\n| command | what it does |\n| --- | --- |\n${rows.join("\n")}`,
  );
  await expect(`${INTRODUCTION}\n\n${text.join("\n\n")}\n`).toMatchFileSnapshot("../../../docs/reference/commands.md");
});

/** Of what has commands of its own: a row of each of them. */
async function rowsOf(path: readonly string[]): Promise<string[]> {
  let command: Command = await createProgram(path);
  for (const name of path) command = command.commands.find((sub) => sub.name() === name) as Command;
  if (command.commands.length === 0) return [rowOf(path.slice(0, -1), command)];
  const rows: string[] = [];
  for (const sub of command.commands) rows.push(...(await rowsOf([...path, sub.name()])));
  return rows;
}

function rowOf(parents: readonly string[], command: Command): string {
  const term = [...parents, help.subcommandTerm(command).replace(" [options]", "")].join(" ");
  return `| \`${term.replaceAll("|", "\\|")}\` | ${command.description()} |`;
}
