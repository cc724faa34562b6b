import { findPasswordFault } from "@redflag/contract/password-fault";
import { Problem } from "@redflag/domain/problem";

/** @throws Problem `password_refused` for one that anybody would guess who knows the person or the product */
export function assertFitPassword(password: string, email: string): void {
  const fault = findPasswordFault(password, email);
  if (fault !== undefined) throw new Problem("password_refused", `it ${fault}`);
}
