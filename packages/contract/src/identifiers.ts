import { z } from "zod";

/** Longer than any account of the chains known today; keeps the largest legal payload small. */
export const ACCOUNT_CHARS_MAX = 100;

/** `Chain.name`, as people type it. */
export const ChainName = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/** CAIP-2, such as `eip155:1`. */
export const Caip2 = z.string().regex(/^[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}$/);

/** CAIP-10: the chain's CAIP-2 id and the account as that chain writes it. */
export const Caip10 = z
  .string()
  .max(ACCOUNT_CHARS_MAX)
  .regex(/^[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}:[-.%a-zA-Z0-9]+$/);

/** 32 bytes: a transaction, an alert's id, a revision. */
export const Hash32 = z.string().regex(/^0x[0-9a-f]{64}$/);

export const BlockNumber = z.int().nonnegative();

/** Id of a heuristic, such as `watchlist-hit`. */
export const HeuristicId = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
