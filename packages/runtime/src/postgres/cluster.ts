import { randomBytes } from "node:crypto";
import { chmod, chown, mkdir, mkdtemp, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Problem } from "@redflag/domain/problem";
import type { Account } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { clusterPaths, type Home } from "./home.ts";
import { runCommand } from "./run-command.ts";

/** The superuser: the server is for Redflag alone. */
export const SUPERUSER = "redflag";

const UNFINISHED = ".new-";
const UNFINISHED_AGE_MAX_MS = 600_000;

/**
 * Makes the cluster unless it is there: built aside and renamed, so that it is whole or absent, and of two starters
 * one wins.
 * @throws Problem `embedded_database_failed`
 */
export async function initialiseCluster(home: Home, binaries: Binaries): Promise<void> {
  await removeUnfinished(home.directory);
  if ((await stat(home.directory).catch(() => undefined)) !== undefined) return;
  const unfinished = await mkdtemp(home.directory + UNFINISHED);
  try {
    await build(unfinished, home.account, binaries);
    await rename(unfinished, home.directory);
    await syncDirectory(dirname(home.directory));
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!["ENOTEMPTY", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

async function build(directory: string, account: Account, binaries: Binaries): Promise<void> {
  const paths = clusterPaths(directory);
  // Others may go through to their own directory, and see nothing.
  await chmod(directory, 0o711);
  for (const path of [paths.data, dirname(paths.log)]) {
    await mkdir(path, { mode: 0o700 });
    if (account.isOther) await chown(path, account.uid, account.gid);
  }
  await writeFile(paths.password, randomBytes(24).toString("base64url"), { mode: 0o600, flush: true });
  if (account.isOther) await chown(paths.password, account.uid, account.gid);
  const { code, output } = await runCommand(
    binaries.initdb,
    [
      `--pgdata=${paths.data}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${paths.password}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      // Byte order on every machine, whatever its locale.
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
    ],
    account,
  );
  if (code !== 0) throw new Problem("embedded_database_failed", `initdb failed in ${directory}: ${output.trim()}`);
  if (account.isOther) await chown(paths.password, process.getuid?.() ?? 0, process.getgid?.() ?? 0);
  await syncDirectory(directory);
}

/** What a starter left that was killed while it built. A younger one may still be at work. */
async function removeUnfinished(directory: string): Promise<void> {
  const [parent, prefix] = [dirname(directory), basename(directory) + UNFINISHED];
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix)) continue;
    const found = await stat(join(parent, name)).catch(() => undefined);
    if (found === undefined || Date.now() - found.mtimeMs < UNFINISHED_AGE_MAX_MS) continue;
    await rm(join(parent, name), { recursive: true, force: true });
  }
}

async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, "r");
  await handle.sync();
  await handle.close();
}
