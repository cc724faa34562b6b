import { InvalidArgumentError } from "commander";

/** Parses an option's value. Plain decimal digits alone: `1e6` and `0x10` are typing errors more often than numbers. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const number = /^(?:0|[1-9]\d{0,14})$/.test(text) ? Number(text) : Number.NaN;
    if (number >= min && number <= max) return number;
    throw new InvalidArgumentError(`a whole number from ${min} to ${max} is expected`);
  };
}
