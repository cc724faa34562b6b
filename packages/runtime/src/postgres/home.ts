import { createHash, randomBytes } from "node:crypto";
import { link, mkdir, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "@redflag/domain/problem";
import { type Account, canTraverse, getServerAccount } from "./account.ts";
import { getReachablePlace } from "./reachable-place.ts";

/** Where a cluster lives, and as whom. */
export interface Home {
  /** Holds `data`, `log`, `password` and `port`; made whole by one rename. */
  directory: string;
  account: Account;
}

const LOCATION_FILE = "postgres-location";

/**
 * `<dataDir>/postgres`; or, where the server's account cannot go there, a directory elsewhere that
 * `<dataDir>/postgres-location` names. A removed data directory means a new place: an old cluster is never taken up
 * again without its password, nor deleted.
 * @throws Problem `embedded_database_failed`
 */
export async function getHome(givenDataDir: string): Promise<Home> {
  await mkdir(givenDataDir, { recursive: true });
  // A running server is known by the path in its command line, so each process must spell it alike.
  const dataDir = await realpath(givenDataDir);
  const known = (await findLocation(dataDir)) ?? join(dataDir, "postgres");
  const account = await getServerAccount(join(known, "data"));
  const exists = (await stat(known).catch(() => undefined)) !== undefined;
  const directory = exists || (await canTraverse(account, dataDir)) ? known : await relocate(dataDir);
  if (exists && !(await canTraverse(account, directory))) {
    const detail = `user id ${account.uid}, whose database it is, cannot go through to ${directory}: open the directories above it (chmod o+x)`;
    throw new Problem("embedded_database_failed", detail);
  }
  // pg_ctl hands the path to a shell between double quotes.
  if (/["$`\\\n]/.test(directory)) {
    throw new Problem("embedded_database_failed", `${directory} holds a character that a shell would act on`);
  }
  return { directory, account };
}

export function clusterPaths(directory: string): { data: string; log: string; password: string; port: string } {
  return {
    data: join(directory, "data"),
    log: join(directory, "log", "server.log"),
    password: join(directory, "password"),
    port: join(directory, "port"),
  };
}

/** Two starters agree on the name that was linked first. */
async function relocate(dataDir: string): Promise<string> {
  const known = await findLocation(dataDir);
  if (known !== undefined) return known;
  const hash = createHash("sha256").update(dataDir).digest("hex").slice(0, 12);
  const directory = join(await getReachablePlace(), `data-${hash}-${randomBytes(4).toString("hex")}`);
  const unfinished = join(dataDir, `${LOCATION_FILE}.${process.pid}`);
  await writeFile(unfinished, `${directory}\n`, { flush: true });
  try {
    await link(unfinished, join(dataDir, LOCATION_FILE));
    return directory;
  } catch (error) {
    const winner = await findLocation(dataDir);
    if (winner === undefined) throw error;
    return winner;
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function findLocation(dataDir: string): Promise<string | undefined> {
  const text = await readFile(join(dataDir, LOCATION_FILE), "utf8").catch(() => "");
  return text.trim() || undefined;
}
