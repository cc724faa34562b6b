import { z } from "zod";

/**
 * An ISO 8601 date (midnight UTC) or date-time with its zone, to unix seconds.
 * Nothing is guessed: a date-time without a zone, or with fractions of a second, is refused.
 */
export const entryDate = z
  .union([z.iso.date(), z.iso.datetime({ offset: true, precision: 0 })], {
    error: "not a date such as 2026-01-31, nor a date-time with its zone such as 2026-01-31T09:30:00Z",
  })
  .transform((text) => Date.parse(text) / 1000)
  .refine((time) => time >= 0, "before 1970");
