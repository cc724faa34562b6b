import { withoutSteering } from "./steering.ts";
import { surroundings } from "./surroundings.ts";

/** Results, for people or machines. Everything about the run itself goes to standard error. */
export function writeLine(line: string): void {
  surroundings().stdout.write(`${withoutSteering(line)}\n`);
}

/** One value on one line. */
export function writeJson(value: unknown): void {
  writeLine(JSON.stringify(value));
}

/** About the run: what is being done, and how it ended. */
export function writeNote(line: string): void {
  surroundings().stderr.write(`${withoutSteering(line)}\n`);
}
