import { jsonOption as jsonOptionOf } from "@redflag/cli/command-options";
import { Option } from "commander";
import { wholeNumber } from "../whole-number.ts";

const COUNT_MAX = 999_999_999;

/** From 1 up, so that no bench measures nothing. */
export const parseCount = wholeNumber(1, COUNT_MAX);

export function countOption(flags: string, what: string, count: number): Option {
  return new Option(flags, what).argParser(parseCount).default(count);
}

export function transfersOption(transfers: number, what = "transfers on the chain"): Option {
  return countOption("--transfers <n>", what, transfers);
}

export function roundsOption(): Option {
  return countOption("--rounds <n>", "times that contenders take turns; medians are told", 1);
}

export function secondsOption(what: string, seconds: number): Option {
  return countOption("--seconds <s>", what, seconds);
}

export function chainKindOption(): Option {
  return new Option("--chain <kind>", "a chain like a stablecoin's, or one where nearly every pair is new")
    .choices(["customers", "novel"])
    .default("customers");
}

export function jsonOption(): Option {
  return jsonOptionOf("print the figures as JSON, for machines");
}
