import { InvalidArgumentError } from "commander";

/** A watchlist's or a rate list's id, as a person gives it to a command. */
export function parseListId(text: string): string {
  if (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text) && text.length <= 64) return text;
  throw new InvalidArgumentError("lower-case words joined by hyphens are expected, such as ofac-sdn");
}
