import type { Address } from "@redflag/domain/address";
import { CHAINS } from "@redflag/domain/chain-registry";
import { type Hash, isHex } from "@redflag/domain/hex";
import { AMOUNT_MAX } from "@redflag/domain/money";
import { z } from "zod";

/** Unix seconds up to the year 9999: beyond it a date has no text. */
const TIME_MAX = 253_402_300_799;

export const Bytes32 = z.custom<Hash>((value) => isHex(value, 32), "is not 32 bytes of lower-case hex");
export const Bytes20 = z.custom<Address>((value) => isHex(value, 20), "is not 20 bytes of lower-case hex");
export const Count = z.int().nonnegative();
/** Unix seconds. */
export const Seconds = z.int().min(0).max(TIME_MAX);
/** In the token's smallest unit, decimal. */
export const BaseUnits = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,77})$/, "is no amount")
  .refine((text) => BigInt(text) <= AMOUNT_MAX, "exceeds 256 bits");
/** CAIP-2 of a chain that this program knows. */
export const KnownChain = z.enum(CHAINS.map(({ caip2 }) => caip2));
/** Lists, sources and files are named by whoever keeps them. */
export const Name = z.string().min(1).max(200);
/** JSON that was checked to be no deeper than a bundle may be; its own reader says what it must be. */
export const Versions = z.record(Name, Count);
