import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "@redflag/domain/problem";
import { takeAdvisoryLock } from "@redflag/store/advisory-lock";
import { type Database, openDatabase } from "@redflag/store/database";
import { giveLogin, grantAccess, listRolesWithLogin } from "@redflag/store/service-login";
import { SERVICE_ROLES, type ServiceRole } from "@redflag/store/service-role";
import { inTransaction } from "@redflag/store/transaction";

export interface ServiceLogin {
  role: ServiceRole;
  /** Holds a password: never log it. */
  url: string;
  /** The file that it is kept in. */
  file: string;
  isNew: boolean;
}

export interface LoginOptions {
  /** The owner's, for host, port and database. */
  ownerUrl: string;
  /** Gives new passwords even where the kept ones are good. */
  rotate?: boolean;
  /** Leaves alone a role that can log in with a password that is not kept here: it is somebody else's, perhaps. */
  sparing?: boolean;
}

/**
 * The services' logins, kept one a file in a directory; those that are missing there, or that the server refuses, are given
 * a new password first. Processes that do so at once wait for each other.
 * @throws Problem `logins_refused`
 */
export async function openServiceLogins(
  owner: Database,
  directory: string,
  { ownerUrl, rotate = false, sparing = false }: LoginOptions,
): Promise<ServiceLogin[]> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  return inTransaction(owner, async (tx) => {
    await takeAdvisoryLock(tx, "logins", "exclusive");
    const taken = sparing ? await listRolesWithLogin(tx) : [];
    const logins: ServiceLogin[] = [];
    for (const role of SERVICE_ROLES) {
      const file = join(directory, `${serviceOf(role)}.url`);
      const kept = rotate ? undefined : await findKept(file, ownerUrl);
      if (kept !== undefined) {
        logins.push({ role, url: kept, file, isNew: false });
        continue;
      }
      if (taken.includes(role))
        throw new Problem(
          "logins_refused",
          `${role} has a password that ${directory} does not hold; --rotate would end it`,
        );
      // Committed before it is kept: a password that is lost on the way is given anew, one that was never set is useless.
      const url = urlWith(ownerUrl, role, await giveLogin(owner, role));
      await writeWhole(file, `${url}\n`);
      logins.push({ role, url, file, isNew: true });
    }
    if (logins.some(({ isNew }) => isNew)) await grantAccess(tx);
    return logins;
  });
}

function serviceOf(role: ServiceRole): string {
  return role.replace("redflag_", "");
}

/** Login and password from the file, the place from the owner's URL: an embedded server has another port each time. */
async function findKept(file: string, ownerUrl: string): Promise<string | undefined> {
  const text = await readFile(file, "utf8").catch(() => "");
  const kept = URL.parse(text.trim());
  if (kept === null) return undefined;
  const url = urlWith(ownerUrl, kept.username, decodeURIComponent(kept.password));
  try {
    const db = await openDatabase({ url, applicationName: `redflag logins ${process.pid}`, poolMax: 1 });
    await db.close();
    return url;
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

function urlWith(ownerUrl: string, user: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = user;
  url.password = password;
  return url.href;
}

/** Nobody reads half of it, and nobody but this user any of it. */
async function writeWhole(file: string, text: string): Promise<void> {
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, text, { mode: 0o600, flush: true });
  await rename(unfinished, file);
}
