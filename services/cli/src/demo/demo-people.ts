import { randomInt } from "node:crypto";
import { findPasswordFault } from "@redflag/contract/password-fault";
import type { Role } from "@redflag/domain/role";
import { hashPassword } from "@redflag/runtime/password";
import type { Database } from "@redflag/store/database";
import { addPerson, addSubscriber } from "../add-person.ts";

/** Somebody who may sign in to this demo. */
export interface DemoPerson {
  role: Role;
  email: string;
  /** Made for this run; in the database is its hash alone. */
  password: string;
}

/** One of each role, whose names say that they are nobody. */
const NAMES: Readonly<Record<Role, string>> = {
  analyst: "Demo analyst",
  supervisor: "Demo supervisor",
  ops: "Demo ops",
  admin: "Demo admin",
  exchange: "Demo exchange's integrator",
};
const SUBSCRIBER = "Demo exchange";

/** No letter that is taken for a digit or another letter when it is typed from the screen. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 4;
const GROUP_LETTERS = 4;

/** Adds the demo's people to a database that has none, each with a new password. */
export async function seedPeople(db: Database): Promise<Record<Role, DemoPerson>> {
  const subscriber = await addSubscriber(db, SUBSCRIBER);
  const add = (role: Exclude<Role, "exchange">) => addDemoPerson(db, role);
  return {
    analyst: await add("analyst"),
    supervisor: await add("supervisor"),
    ops: await add("ops"),
    admin: await add("admin"),
    exchange: await addDemoPerson(db, "exchange", subscriber.id),
  };
}

async function addDemoPerson(db: Database, role: Role, subscriberId?: string): Promise<DemoPerson> {
  const email = `${role}@demo.example`;
  const password = makePassword(email);
  const person = { email, name: NAMES[role], roles: [role], passwordHash: await hashPassword(password) };
  await addPerson(db, { ...person, ...(subscriberId !== undefined && { subscriberId }) }, new Date());
  return { role, email, password };
}

/** Such as "k7fq-3m2x-9tzw-hb4d": 79 bits, and easily copied. */
function makePassword(email: string): string {
  for (;;) {
    const letters = (count: number) =>
      Array.from({ length: count }, () => LETTERS.charAt(randomInt(LETTERS.length))).join("");
    const password = Array.from({ length: GROUPS }, () => letters(GROUP_LETTERS)).join("-");
    // Chance may spell the email or a row of the keyboard.
    if (findPasswordFault(password, email) === undefined) return password;
  }
}
