import { Id, Time } from "@redflag/contract/http/fields";
import { Problem } from "@redflag/domain/problem";
import { z } from "zod";

const Place = z.tuple([Time, Id]);

/** Anybody can make a cursor up: what the database could not read as a time and an id never reaches it. */
export function timeAndIdOf(after: readonly (string | number)[]): { createdAt: Date; id: string } {
  const place = Place.safeParse(after);
  if (!place.success) throw new Problem("cursor_foreign", "it holds no place in this list");
  const [createdAt, id] = place.data;
  return { createdAt: new Date(createdAt), id };
}
