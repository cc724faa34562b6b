import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { GuideStep } from "./read-guide.ts";
import { runCommand } from "./run-command.ts";

/**
 * Does in a working copy what the steps of a guide say, in their order.
 * @throws Error at the first step that does not go as the guide says
 */
export async function followGuide(root: string, steps: readonly GuideStep[]): Promise<void> {
  let printed = "";
  for (const [i, step] of steps.entries()) {
    if (step.kind === "file") writeInto(root, step.path, step.text);
    if (step.kind === "change") writeInto(root, step.path, changed(readFileSync(join(root, step.path), "utf8"), step));
    if (step.kind === "run") printed = await runAll(root, step.commands, isFailureNext(steps[i + 1]));
    if (step.kind === "output") requireLines(printed, step.lines);
  }
}

function isFailureNext(next: GuideStep | undefined): boolean {
  return next?.kind === "output" && next.fails;
}

function writeInto(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function changed(text: string, { path, before, after }: Extract<GuideStep, { kind: "change" }>): string {
  if (text.split(before).length !== 2) throw new Error(`${path} does not hold these lines exactly once:\n${before}`);
  return text.replace(before, () => after);
}

/** @param fails whether the last command must end in failure; those before it must not */
async function runAll(root: string, commands: readonly string[], fails: boolean): Promise<string> {
  let printed = "";
  for (const [i, command] of commands.entries()) {
    const { output, ok } = await runCommand(root, command);
    printed += output;
    const mayEndWell = !fails || i < commands.length - 1;
    if (ok !== mayEndWell)
      throw new Error(`"${command}" ${ok ? "succeeded" : "failed"}, unlike the guide says:\n${output}`);
  }
  return printed;
}

function requireLines(printed: string, lines: readonly string[]): void {
  for (const line of lines) {
    if (!printed.includes(line)) throw new Error(`the guide promises\n${line}\nand this was printed:\n${printed}`);
  }
}
