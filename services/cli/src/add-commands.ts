import type { Command } from "commander";

/** Adds one command to its parent. @param args what follows its name; empty where the arguments do not name it */
type AddCommand = (parent: Command, args: readonly string[]) => void | Promise<void>;

interface ListedCommand {
  /** Beside its name in its parent's help: a few words. What it does in full stands in its own. */
  readonly summary: string;
  readonly load: () => Promise<AddCommand>;
}

/**
 * By heading and name, in the order of the help. Each is loaded when it is named: loading all of them takes longer than most
 * commands.
 */
export type Commands = Readonly<Record<string, Readonly<Record<string, ListedCommand>>>>;

/** Adds the command that the arguments name. Where they name none (help, a misspelt name) all are listed, and none is loaded. */
export async function addCommands(parent: Command, commands: Commands, args: readonly string[]): Promise<void> {
  const { name, rest } = splitName(args);
  const named = Object.values(commands).find((group) => Object.hasOwn(group, name))?.[name];
  if (named !== undefined) await (await named.load())(parent, rest);
  else list(parent, commands);
}

function list(parent: Command, commands: Commands): void {
  for (const [heading, group] of Object.entries(commands))
    for (const [name, { summary }] of Object.entries(group)) parent.command(name).summary(summary).helpGroup(heading);
  parent.commandsGroup("Help:").helpCommand(true);
}

/** Commander's own `help` lists all that there is beside what it tells. Options may stand before a name; no parent has one that takes a value. */
function splitName(args: readonly string[]): { name: string; rest: readonly string[] } {
  const [name = "", ...rest] = args.slice(args.findIndex((arg) => !arg.startsWith("-")));
  return name === "help" ? { name: rest[0] ?? "", rest: [] } : { name, rest };
}
