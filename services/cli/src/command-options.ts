import { CHAINS } from "@redflag/domain/chain-registry";
import { plainText } from "@redflag/lists/plain-text";
import { InvalidArgumentError, Option } from "commander";

const WORDS_CHARS_MAX = 2000;
const WORDS = plainText(WORDS_CHARS_MAX);
const CHAIN_NAMES = CHAINS.map((chain) => chain.name);

/** `--chain`; its value goes to `getChain`. */
export function chainOption(description = "the chain"): Option {
  return new Option("--chain <name>", description).choices(CHAIN_NAMES);
}

export function requiredChainOption(): Option {
  return chainOption().makeOptionMandatory();
}

export function jsonOption(what: string): Option {
  return new Option("--json", what);
}

/** Of what changes a list: where nobody gives one, the file or the publisher is why. */
export function reasonOption(): Option {
  return new Option("--reason <text>", "why, for the audit").argParser(parseWords);
}

/** Words that stay in the database, as lists have them: what says on every screen what was typed. */
export function parseWords(text: string): string {
  if (text.trim() === "" || text.length > WORDS_CHARS_MAX) {
    throw new InvalidArgumentError(`1 to ${WORDS_CHARS_MAX} characters are expected`);
  }
  const fault = WORDS.safeParse(text).error?.issues[0]?.message;
  if (fault !== undefined) throw new InvalidArgumentError(`it ${fault}`);
  return text;
}

/** Plain decimal, so that a typing error is not taken for block 0. */
export function parseBlockNumber(text: string): number {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(number)) throw new InvalidArgumentError("a block number such as 18000000 is expected");
  return number;
}

/** Parses a comma-separated choice of words. */
export function parseChoices<const T extends string>(choices: readonly T[]): (text: string) => T[] {
  return (text) =>
    text.split(",").map((word) => {
      const choice = choices.find((known) => known === word.trim());
      if (choice === undefined) throw new InvalidArgumentError(`known: ${choices.join(", ")}`);
      return choice;
    });
}

/** An example for the end of a command's help. */
export function examples(...lines: readonly string[]): string {
  return `\nExample${lines.length === 1 ? "" : "s"}:\n${lines.map((line) => `  $ ${line}`).join("\n")}`;
}
