import { ok } from "node:assert";
import { readFile } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Problem } from "@redflag/domain/problem";
import pg from "pg";
import { type Binaries, getBinaries } from "./postgres/binaries.ts";
import { initialiseCluster, SUPERUSER } from "./postgres/cluster.ts";
import { type Hold, takeHold } from "./postgres/hold.ts";
import { clusterPaths, getHome, type Home } from "./postgres/home.ts";
import { describeFailure, findRunningPort, startServer, stopServer } from "./postgres/server.ts";

export interface EmbeddedPostgres {
  /** With the superuser's password in it: never log it. */
  url: string;
  /** True when the server ran already: another process's, or what `kill -9` left. */
  adopted: boolean;
  /** Close every connection first. The last process out stops the server; calling again waits for the same. */
  release(): Promise<void>;
}

const START_ATTEMPTS_MAX = 5;
const START_RETRY_MS = 400;
/** Recovery after a crash may take minutes; the server says meanwhile that it is starting. */
const OPEN_TIMEOUT_MS = 300_000;
const POLL_MS = 100;

/**
 * A PostgreSQL server of this machine's own, from the npm package, on loopback. It runs as a daemon in a session of its
 * own: Ctrl-C does not reach it and `kill -9` of this process does not stop it. Any number of processes may open the
 * same data directory, at the same time.
 * @param options.dataDir absolute
 * @throws Problem `embedded_database_failed`
 */
export async function openEmbeddedPostgres({ dataDir }: { dataDir: string }): Promise<EmbeddedPostgres> {
  ok(isAbsolute(dataDir), "the data directory is absolute");
  try {
    return await open(dataDir);
  } catch (error) {
    if (error instanceof Problem) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Problem("embedded_database_failed", `in ${dataDir}: ${reason}`, { cause: error });
  }
}

async function open(dataDir: string): Promise<EmbeddedPostgres> {
  const home = await getHome(dataDir);
  const binaries = await getBinaries(home.account);
  await initialiseCluster(home, binaries);
  const password = (await readFile(clusterPaths(home.directory).password, "utf8")).trim();

  const deadline = Date.now() + OPEN_TIMEOUT_MS;
  let failureCount = 0;
  let adopted = true;
  while (Date.now() < deadline) {
    const port = await findRunningPort(home);
    if (port === undefined) {
      const { code, output } = await startServer(home, binaries);
      adopted = code !== 0;
      if (code === 0) continue;
      failureCount += 1;
      if (failureCount >= START_ATTEMPTS_MAX) throw await describeFailure(home, output);
      // Another starter, a port taken meanwhile, or the children of a killed server that have not yet noticed.
      await sleep(START_RETRY_MS * failureCount);
      continue;
    }
    const url = `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`;
    const hold = port === "starting" ? undefined : await claim(url, home);
    if (hold !== undefined) return { url, adopted, release: releaseOnce(hold, home, binaries) };
    await sleep(POLL_MS);
  }
  throw await describeFailure(home, `it did not become ready within ${OPEN_TIMEOUT_MS / 1000} s`);
}

async function claim(url: string, home: Home): Promise<Hold | undefined> {
  try {
    return await takeHold(url);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    const detail = `the server refuses the password in ${clusterPaths(home.directory).password}: ${error.message}`;
    throw new Problem("embedded_database_failed", detail, { cause: error });
  }
}

function releaseOnce(hold: Hold, home: Home, binaries: Binaries): () => Promise<void> {
  let released: Promise<void> | undefined;
  return () => {
    released ??= hold.release(() => stopServer(home, binaries));
    return released;
  };
}
