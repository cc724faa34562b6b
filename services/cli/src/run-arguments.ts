import { createProgram } from "./program.ts";
import { runProgram } from "./run-program.ts";

/** @param args without the interpreter and the script */
export async function runArguments(args: readonly string[]): Promise<void> {
  await runProgram(await createProgram(args), args);
}
