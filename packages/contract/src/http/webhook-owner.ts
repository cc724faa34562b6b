import { z } from "zod";
import { Id, Name } from "./fields.ts";

/** Told to staff: the exchange whose it is, or its sandbox, which bears the same name. */
export const Owner = z.strictObject({ id: Id, name: Name, sandbox: z.boolean() });
export type Owner = z.infer<typeof Owner>;
