import { InvalidRequest } from "./invalid-request.ts";

/** U+0000, and half of a surrogate pair: no column takes them. */
const UNKEEPABLE = /\u0000|\p{Surrogate}/u;

/** @throws InvalidRequest that names the field, and not what is in it */
export function refuseUnkeepable(value: unknown, at: string): void {
  if (typeof value === "string" && UNKEEPABLE.test(value)) {
    throw new InvalidRequest([{ at, fault: "has a character that cannot be kept" }]);
  }
  if (typeof value !== "object" || value === null) return;
  for (const [name, part] of Object.entries(value)) refuseUnkeepable(part, `${at}/${name}`);
}
