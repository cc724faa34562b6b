import type { Installation } from "@redflag/contract/http/routes/operations";

/** The installation has begun to work: something was screened, and stays so. */
export function hasScreened({ chains }: Pick<Installation, "chains">): boolean {
  return chains.some(({ screened }) => screened);
}
