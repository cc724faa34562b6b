import { Time } from "@redflag/contract/http/fields";
import { entryDate } from "@redflag/lists/entry-date";
import { type Command, InvalidArgumentError } from "commander";

/** A day, which is its first moment in UTC, or a time with its zone; also as the API writes times, to the millisecond. */
export function parseMoment(text: string): Date {
  if (Time.safeParse(text).success) return new Date(text);
  const { data } = entryDate.safeParse(text);
  if (data === undefined) {
    throw new InvalidArgumentError("a day such as 2026-01-31, or a time such as 2026-01-31T09:30:00Z, is expected");
  }
  return new Date(data * 1000);
}

/** What was known at a time that has not come is known to nobody. */
export function parsePast(text: string): Date {
  const moment = parseMoment(text);
  if (moment.getTime() > Date.now()) throw new InvalidArgumentError("a time that has come is expected");
  return moment;
}

/** Asked the other way round nothing is found, which reads as if there were nothing. */
export function refuseReversed(command: Command, from: Date | undefined, to: Date | undefined): void {
  if (from === undefined || to === undefined || from <= to) return;
  command.error(`error: the time asked for ends (${to.toISOString()}) before it begins (${from.toISOString()})`);
}
