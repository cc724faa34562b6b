import { CommanderError } from "commander";
import { createProgram } from "./program.ts";

const WRONG_USAGE = 2;

try {
  await createProgram().parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Help and version that were asked for also arrive here, with 0.
  process.exitCode = error.exitCode === 0 ? 0 : WRONG_USAGE;
}
