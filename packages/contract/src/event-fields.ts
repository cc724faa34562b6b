import { z } from "zod";

/** A webhook's body is smaller, which every receiver can take in. */
export const EVENT_BYTES_MAX = 20_000;

/** Countries that an event names of one entry at most; hardly any has more. */
export const EVENT_JURISDICTIONS_MAX = 20;

/** A list's id, such as `ofac-sdn`; of issuers' freezes it is none that is kept here. */
export const ListName = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);

/** ISO 3166-1 alpha-2. */
export const EventJurisdictions = z
  .array(z.string().regex(/^[A-Z]{2}$/))
  .min(1)
  .max(EVENT_JURISDICTIONS_MAX);

/** As it is sent, in UTF-8. */
export function jsonBytes(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}
