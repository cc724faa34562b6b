import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { promisify } from "node:util";
import { Problem } from "@redflag/domain/problem";
import { runCommand } from "./run-command.ts";

/** Whom the server runs as. */
export interface Account {
  uid: number;
  gid: number;
  /** True when we are root and must drop to it: PostgreSQL refuses to run as root. */
  isOther: boolean;
}

const run = promisify(execFile);

/** Accounts without rights that systems come with, best first; none is ever created. */
const UNPRIVILEGED = ["nobody", "daemon"];

/**
 * Ourselves, or as root an unprivileged account that exists: the one that owns `clusterDir` where there already is one.
 * @throws Problem `embedded_database_failed`
 */
export async function getServerAccount(clusterDir: string): Promise<Account> {
  const [ownUid, ownGid] = [process.getuid?.(), process.getgid?.()];
  if (ownUid === undefined || ownGid === undefined) {
    throw new Problem("embedded_database_failed", `not supported on ${process.platform}: set REDFLAG_DATABASE_URL`);
  }
  const owner = await stat(clusterDir).catch(() => undefined);
  if (ownUid !== 0) {
    if (owner !== undefined && owner.uid !== ownUid) {
      const detail = `${clusterDir} belongs to user id ${owner.uid}, this process runs as ${ownUid}: run it as that user, or as root`;
      throw new Problem("embedded_database_failed", detail);
    }
    return { uid: ownUid, gid: ownGid, isOther: false };
  }
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, isOther: true };
  for (const name of UNPRIVILEGED) {
    const ids = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]).catch(() => undefined);
    if (ids === undefined) continue;
    return { uid: Number(ids[0].stdout), gid: Number(ids[1].stdout), isOther: true };
  }
  const detail = `PostgreSQL refuses to run as root, and there is no account ${UNPRIVILEGED.join(" or ")} to run it as`;
  throw new Problem("embedded_database_failed", detail);
}

/** Whether the account can reach what is inside a directory: every directory above must let it through, too. */
export async function canTraverse(account: Account, directory: string): Promise<boolean> {
  if (!account.isOther) return true;
  const { code } = await runCommand("sh", ["-c", 'test -x "$0"', directory], account);
  return code === 0;
}
