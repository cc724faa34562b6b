import { randomUUID } from "node:crypto";
import type { Role } from "@redflag/domain/role";
import type { Database } from "@redflag/store/database";
import { insertUser } from "@redflag/store/user";
import { afterAll } from "vitest";
import { openTestDatabase } from "../../../../tests/test-database.ts";
import type { Handlers } from "../handler.ts";
import { keyHandlers } from "../routes/keys.ts";
import { sessionHandlers } from "../routes/sessions.ts";
import { userHandlers } from "../routes/users.ts";
import { Browser } from "./browser.ts";
import { startServer } from "./start-server.ts";

export const PASSWORD = "correct horse battery staple";
/** The same as a PHC string of the least cost: a check takes what the string asks for, and these tests make hundreds. */
const passwordHash = "$argon2id$v=19$m=8,t=1,p=1$hkGFxg0oNQlaJIHnipzzJw$XoJAYJrnM+HJUTKwDur0rED3mWALvX50PNVBpb/6KUw";

export interface World {
  db: Database;
  serverUrl: string;
  publicUrl: URL;
  /** Move it to let time pass. */
  clock: { now: Date };
  newBrowser(): Browser;
  /** A person with a local account, and nobody else's email. */
  addUser(roles: readonly Role[], subscriberId?: string): Promise<{ id: string; email: string }>;
  /** The same, signed in. */
  enter(roles: readonly Role[], subscriberId?: string): Promise<{ id: string; email: string; browser: Browser }>;
  addSubscriber(name: string): Promise<string>;
}

export interface WorldOptions {
  publicUrl?: string;
  /** Besides those of sign-in, people and keys. */
  more?(deps: { staff: Database; publicUrl: string }): Partial<Handlers>;
}

/** A database of the test file's own, the API on it, and a clock that stands still. */
export async function openWorld({ publicUrl: text = "https://redflag.test", more }: WorldOptions = {}): Promise<World> {
  const db = await openTestDatabase(8);
  const publicUrl = new URL(text);
  const clock = { now: new Date("2026-03-01T12:00:00Z") };
  const deps = { staff: db, publicUrl: publicUrl.origin };
  const handlers = { ...sessionHandlers(deps), ...userHandlers(), ...keyHandlers(deps), ...more?.(deps) };
  const server = await startServer({ db, handlers, publicUrl, now: () => clock.now });
  afterAll(() => server.close());

  const newBrowser = () => new Browser(publicUrl, server.url);

  async function addUser(roles: readonly Role[], subscriberId?: string) {
    const id = randomUUID();
    const email = `${roles[0]}-${id.slice(0, 8)}@fiu.example`;
    const name = `The ${roles.join(" and ")}`;
    await db.kysely
      .transaction()
      .execute((tx) =>
        insertUser(tx, { id, email, name, roles, passwordHash, ...(subscriberId !== undefined && { subscriberId }) }),
      );
    return { id, email };
  }

  return {
    db,
    serverUrl: server.url,
    publicUrl,
    clock,
    newBrowser,
    addUser,
    async enter(roles, subscriberId) {
      const user = await addUser(roles, subscriberId);
      const browser = newBrowser();
      await browser.signIn(user.email, PASSWORD);
      return { ...user, browser };
    },
    async addSubscriber(name) {
      const id = randomUUID();
      await db.kysely.insertInto("subscriber").values({ id, name, sandbox_of: null }).execute();
      return id;
    },
  };
}
