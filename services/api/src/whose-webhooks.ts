import type { Owner } from "@redflag/contract/http/webhook-owner";
import { Problem } from "@redflag/domain/problem";
import type { Executor } from "@redflag/store/database";
import { listSubscribersOf } from "@redflag/store/subscriber";
import { findSubscription, type Subscription } from "@redflag/store/subscription";
import type { Caller } from "./caller.ts";

/** Whose webhooks are listed: an exchange's own; to staff those of the one that they name, or everybody's. */
export function subscriberAsked({ subscriberId }: Caller, asked: string | undefined): string | undefined {
  if (subscriberId !== undefined) {
    if (asked !== undefined && asked !== subscriberId) throw new Problem("not_found", "you have no such subscriber");
    return subscriberId;
  }
  return asked;
}

/** Who has what staff are shown; to an exchange it is its own, and nothing is said. */
export async function ownersFor(
  db: Executor,
  { subscriberId }: Caller,
  rows: ReadonlyArray<{ subscriberId: string }>,
): Promise<ReadonlyMap<string, Owner>> {
  if (subscriberId !== undefined) return new Map();
  const found = await listSubscribersOf(db, [...new Set(rows.map((row) => row.subscriberId))]);
  return new Map(found.map(({ id, name, sandboxOf }) => [id, { id, name, sandbox: sandboxOf !== undefined }]));
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
