import { InvalidRequest } from "./invalid-request.ts";

const NUL = String.fromCharCode(0);

/**
 * Of U+0000, and of half a surrogate pair, which no column takes.
 * @throws InvalidRequest that names the field, and not what is in it
 */
export function refuseUnkeepable(value: unknown, at: string): void {
  if (typeof value === "string" && (value.includes(NUL) || !value.isWellFormed())) {
    throw new InvalidRequest([{ at, fault: "has a character that cannot be kept" }]);
  }
  if (typeof value !== "object" || value === null) return;
  for (const [name, part] of Object.entries(value)) refuseUnkeepable(part, `${at}/${name}`);
}
