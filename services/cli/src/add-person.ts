import { randomUUID } from "node:crypto";
import type { Database } from "@redflag/store/database";
import { insertSubscriber, type StoredSubscriber } from "@redflag/store/subscriber";
import { insertUser, type NewUser, type StoredUser } from "@redflag/store/user";
import { auditedWrite } from "./audited-write.ts";

/** Somebody who may sign in, and the audit's line with it. */
export function addPerson(db: Database, person: Omit<NewUser, "id">, now: Date): Promise<StoredUser> {
  return auditedWrite(db, now, async (tx) => {
    const result = await insertUser(tx, { id: randomUUID(), ...person });
    const { id, email, name, roles, subscriberId } = result;
    return {
      result,
      deed: { action: "user.create", subject: `user:${id}`, detail: { email, name, roles, subscriberId } },
    };
  });
}

/** An exchange, and the audit's line with it. */
export function addSubscriber(db: Database, name: string): Promise<StoredSubscriber> {
  return auditedWrite(db, new Date(), async (tx) => {
    const result = await insertSubscriber(tx, { id: randomUUID(), name });
    return { result, deed: { action: "subscriber.create", subject: `subscriber:${result.id}`, detail: { name } } };
  });
}
