import type { Command } from "commander";

/** Adds one command to its parent. @param args what follows its name; empty where the arguments do not name it */
type AddCommand = (parent: Command, args: readonly string[]) => void | Promise<void>;

/** By name, in the order of the help. Each is loaded when it is needed: loading all of them takes longer than most commands. */
export type CommandLoaders = Readonly<Record<string, () => Promise<AddCommand>>>;

/** Adds the one that the arguments begin with; all of them where they begin with none (help, a misspelt name). */
export async function addCommands(parent: Command, loaders: CommandLoaders, args: readonly string[]): Promise<void> {
  const [name = "", ...rest] = args;
  const named = Object.hasOwn(loaders, name) ? loaders[name] : undefined;
  if (named !== undefined) await (await named())(parent, rest);
  else for (const load of Object.values(loaders)) await (await load())(parent, []);
}
