import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbeddedPostgres } from "@redflag/runtime/embedded-postgres";
import { openDatabase } from "@redflag/store/database";
import { migrate } from "@redflag/store/migrate";
import { execute, type SeedServer } from "./seed-database.ts";

const TEMPLATE = "simulator_template";

/** A PostgreSQL of the simulator's own, thrown away on release. */
export async function openServer(): Promise<SeedServer & { release(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), "redflag-simulator-"));
  const postgres = await openEmbeddedPostgres({ dataDir });
  const { url } = postgres;
  // Sessions and processes are killed here, never the machine: nothing is lost without fsync.
  await execute(url, "alter system set fsync = off");
  await execute(url, "alter system set full_page_writes = off");
  await execute(url, "alter system set autovacuum = off");
  // Each seed's database is copied by the kernel.
  await execute(url, "alter system set file_copy_method = clone");
  await execute(url, "select pg_reload_conf()");
  await execute(url, `create database ${TEMPLATE}`);
  const own = new URL(url);
  own.pathname = TEMPLATE;
  const db = await openDatabase({ url: own.href, applicationName: "simulator", poolMax: 1 });
  await migrate(db, join(import.meta.dirname, "../../migrations"));
  await db.close();
  return {
    url,
    template: TEMPLATE,
    async release() {
      await postgres.release();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
