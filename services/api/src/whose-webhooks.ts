import { Problem } from "@redflag/domain/problem";
import type { Executor } from "@redflag/store/database";
import { findSubscription, type Subscription } from "@redflag/store/subscription";
import type { Caller } from "./caller.ts";
import { InvalidRequest } from "./invalid-request.ts";

/** Whose webhooks are listed: an exchange's own, or those of the one that staff name. */
export function subscriberAsked({ subscriberId }: Caller, asked: string | undefined): string {
  if (subscriberId !== undefined) {
    if (asked !== undefined && asked !== subscriberId) throw new Problem("not_found", "you have no such subscriber");
    return subscriberId;
  }
  if (asked !== undefined) return asked;
  throw new InvalidRequest([{ at: "query/subscriber", fault: "is needed: webhooks are an exchange's" }]);
}

/** Whose webhooks are written: nobody writes another's. */
export function ownerOf({ subscriberId }: Caller): string {
  if (subscriberId === undefined) throw new Problem("forbidden", "only an exchange has webhooks");
  return subscriberId;
}

/** @throws Problem `not_found`, also where it is another's */
export async function getSubscription(db: Executor, caller: Caller, id: string): Promise<Subscription> {
  const found = await findSubscription(db, id);
  if (found !== undefined && isOf(caller, found)) return found;
  throw new Problem("not_found", `no subscription has the id ${id}`);
}

/** The database's policies say so too; an answer must not hang on them alone. */
export function isOf({ subscriberId }: Caller, row: { subscriberId: string }): boolean {
  return subscriberId === undefined || subscriberId === row.subscriberId;
}
