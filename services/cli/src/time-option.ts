import { Time } from "@redflag/contract/http/fields";
import { entryDate } from "@redflag/lists/entry-date";
import { InvalidArgumentError } from "commander";

/** A day, which is its first moment in UTC, or a time with its zone; also as the API writes times, to the millisecond. */
export function parseMoment(text: string): Date {
  if (Time.safeParse(text).success) return new Date(text);
  const { data } = entryDate.safeParse(text);
  if (data === undefined) {
    throw new InvalidArgumentError("a day such as 2026-01-31, or a time such as 2026-01-31T09:30:00Z, is expected");
  }
  return new Date(data * 1000);
}
