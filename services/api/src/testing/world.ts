import { randomUUID } from "node:crypto";
import type { AuditContent } from "@redflag/domain/audit";
import type { Role } from "@redflag/domain/role";
import type { OidcConfig } from "@redflag/runtime/config";
import type { Logger } from "@redflag/runtime/logger";
import { createExplainer } from "@redflag/screen/explain";
import type { Database } from "@redflag/store/database";
import { insertUser } from "@redflag/store/user";
import { createHandlers } from "../routes/handlers.ts";
import { Browser } from "./browser.ts";
import { PASSWORD, PASSWORD_HASH } from "./known-password.ts";
import { openLogins } from "./open-logins.ts";
import { openTestApi, quietLogger } from "./open-test-api.ts";
import { TEST_INSTALLATION } from "./test-installation.ts";
import { TEST_REPORT_PROFILES_DIR } from "./test-report-profiles.ts";
import { TEST_SIGNER } from "./test-signer.ts";
import { TEST_WEBHOOKS } from "./test-webhooks.ts";

export interface World {
  db: Database;
  serverUrl: string;
  /** Every entry of the audit so far. */
  audit: readonly AuditContent[];
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
  oidc?: OidcConfig;
  log?: Logger;
}

/** A database of the test file's own, the API on it with the logins of the real one, and a clock that stands still. */
export async function openWorld({ publicUrl: text, oidc, log }: WorldOptions = {}): Promise<World> {
  const publicUrl = new URL(text ?? "https://redflag.test");
  const clock = { now: new Date("2026-03-01T12:00:00Z") };
  const { db, staff, exchange } = await openLogins();
  const { baseUrl: serverUrl, audit } = await openTestApi({
    db: staff,
    exchange,
    handlers: createHandlers({
      staff,
      explainer: createExplainer(),
      signer: TEST_SIGNER,
      webhooks: TEST_WEBHOOKS,
      installation: TEST_INSTALLATION,
      reportProfilesDir: TEST_REPORT_PROFILES_DIR,
      ...(oidc && { oidc }),
      log: log ?? quietLogger([]),
    }),
    settings: { publicUrl: publicUrl.origin },
    now: () => clock.now,
  });

  const newBrowser = () => new Browser(publicUrl, serverUrl);

  async function addUser(roles: readonly Role[], subscriberId?: string) {
    const id = randomUUID();
    const email = `${roles[0]}-${id.slice(0, 8)}@fiu.example`;
    const name = `The ${roles.join(" and ")}`;
    await db.kysely.transaction().execute((tx) =>
      insertUser(tx, {
        id,
        email,
        name,
        roles,
        passwordHash: PASSWORD_HASH,
        ...(subscriberId !== undefined && { subscriberId }),
      }),
    );
    return { id, email };
  }

  return {
    db,
    serverUrl,
    audit,
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
