import { once } from "node:events";
import { addAbortSignal } from "node:stream";
import askHidden from "@inquirer/password";
import { findPasswordFault } from "@redflag/contract/password-fault";
import { Problem } from "@redflag/domain/problem";
import type { Command } from "commander";
import { surroundings } from "./surroundings.ts";

/** A password and whatever line ending somebody's editor leaves. */
const INPUT_BYTES_MAX = 1_000;

export interface PasswordSource {
  passwordStdin?: boolean;
}

/** Where somebody is asked: on standard error, so that standard output holds the result alone. */
interface Terminal {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream;
}

/** Before anything is opened: with no terminal nobody can be asked, and on a terminal standard input would show it. */
export function refusePasswordSource(command: Command, { passwordStdin = false }: PasswordSource): void {
  if (passwordStdin && surroundings().stdin.isTTY) {
    command.error(
      "error: --password-stdin takes it from a pipe or a file; without it you are asked, and nothing shows",
    );
  }
  if (!passwordStdin && !surroundings().stdin.isTTY) {
    command.error("error: there is no terminal to ask for the password on; pipe it in with --password-stdin");
  }
}

/**
 * Somebody's new password: asked for twice on the terminal, where nothing shows, or read from standard input.
 * @throws Problem `password_refused` for one that is easily guessed
 */
export async function readNewPassword(
  email: string,
  { passwordStdin = false }: PasswordSource,
  signal: AbortSignal,
  terminal: Terminal = { input: surroundings().stdin, output: surroundings().stderr },
): Promise<string> {
  const password = passwordStdin ? await readInput(signal) : await askTwice(email, signal, terminal);
  const fault = findPasswordFault(password, email);
  if (fault !== undefined) throw new Problem("password_refused", `it ${fault}`);
  return password;
}

async function readInput(signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of addAbortSignal(signal, surroundings().stdin)) {
    chunks.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (bytes > INPUT_BYTES_MAX)
      throw new Problem("password_refused", `standard input has more than ${INPUT_BYTES_MAX} bytes`);
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
    return text.replace(/\r?\n$/, "");
  } catch (error) {
    throw new Problem("password_refused", "standard input is not UTF-8", { cause: error });
  }
}

async function askTwice(email: string, signal: AbortSignal, terminal: Terminal): Promise<string> {
  for (;;) {
    const password = await ask(`Password for ${email}:`, signal, terminal, (text) => {
      const fault = findPasswordFault(text, email);
      return fault === undefined || `The password ${fault}.`;
    });
    if ((await ask("The same again:", signal, terminal)) === password) return password;
    terminal.output.write("They differ. Once more, please.\n");
  }
}

async function ask(
  message: string,
  signal: AbortSignal,
  { input, output }: Terminal,
  validate: (text: string) => true | string = () => true,
): Promise<string> {
  input.on("keypress", interruptAtEnd);
  try {
    return await askHidden({ message, toggleMask: false, validate }, { input, output, signal });
  } catch (error) {
    if (!(error instanceof Error) || !["ExitPromptError", "AbortPromptError"].includes(error.name)) throw error;
    // While a terminal is asked, Ctrl-C is a key like any other: it becomes what it is everywhere else.
    if (!signal.aborted) {
      interrupt();
      await once(signal, "abort");
    }
    throw signal.reason;
  } finally {
    input.off("keypress", interruptAtEnd);
  }
}

/** Ctrl-D ends the input, and whoever asks would wait for ever. */
function interruptAtEnd(_: unknown, key: { ctrl?: boolean; name?: string }): void {
  if (key.ctrl === true && key.name === "d") interrupt();
}

function interrupt(): void {
  process.kill(process.pid, "SIGINT");
}
