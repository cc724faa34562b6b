import { z } from "zod";

export const PAGE_ROWS_MAX = 200;
const PAGE_ROWS_DEFAULT = 50;

/** What a list takes besides its filters. A cursor belongs to the query that gave it; with another it is refused. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number<number>().int().min(1).max(PAGE_ROWS_MAX).default(PAGE_ROWS_DEFAULT),
  cursor: z
    .string()
    .max(500)
    .regex(/^[A-Za-z0-9_-]+$/)
    .optional(),
});

/** One page. `next` is the cursor of the following one; absent on the last. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.strictObject({ items: z.array(item), next: z.string().optional() });
}
