import { Problem } from "@redflag/domain/problem";
import type { Executor } from "@redflag/store/database";
import { findSubscriberByName, type StoredSubscriber } from "@redflag/store/subscriber";
import { findUserByEmail, type StoredUser, type UserPatch, updateUser } from "@redflag/store/user";

/** @throws Problem `not_found` */
export async function getUserByEmail(db: Executor, email: string): Promise<StoredUser> {
  const user = await findUserByEmail(db, email);
  if (user === undefined)
    throw new Problem("not_found", `nobody has the email ${email}; \`redflag user list\` names everybody`);
  return user;
}

/** Changes the person of an email. @throws Problem as `updateUser` does; `not_found` */
export async function updateUserByEmail(tx: Executor, email: string, patch: UserPatch): Promise<StoredUser> {
  const { id } = await getUserByEmail(tx, email);
  const user = await updateUser(tx, { id, patch });
  if (user === undefined) throw new Problem("not_found", `nobody has the email ${email} any more`);
  return user;
}

/** @throws Problem `not_found` */
export async function getSubscriberByName(db: Executor, name: string): Promise<StoredSubscriber> {
  const subscriber = await findSubscriberByName(db, name);
  if (subscriber === undefined) {
    throw new Problem("not_found", `no subscriber is called "${name}"; \`redflag subscriber list\` names them all`);
  }
  return subscriber;
}
