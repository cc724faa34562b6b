import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openCluster } from "../../bench/cluster.ts";
import { textTable } from "../../bench/text-table.ts";
import { runTool } from "../../run-tool.ts";
import { readReleased } from "../released-dump.ts";
import { checkMigrations } from "./check-migrations.ts";
import { type MigrateCheckOptions, migrateCheckCommand } from "./migrate-check-command.ts";

const MIGRATIONS = join(import.meta.dirname, "../../../migrations");
const RELEASED = join(import.meta.dirname, "../released");
const ENDING = ".json.gz";

const versions = readdirSync(RELEASED)
  .sort()
  .map((file) => file.slice(0, -ENDING.length));
const readVersion = (version: string) => readReleased(readFileSync(join(RELEASED, `${version}${ENDING}`)));
await runTool(migrateCheckCommand({ versions, readVersion }, checkAll), process.argv.slice(2));

async function checkAll({ rows: rowCount, dump, from }: MigrateCheckOptions): Promise<void> {
  const cluster = await openCluster();
  try {
    const url = await cluster.createDatabase("migrate_check");
    const { rows, unfit, migrations } = await checkMigrations({ url, directory: MIGRATIONS, dump, from, rowCount });
    const say = (text: string) => process.stdout.write(`${text}\n`);
    say(`rows: ${[...rows].map(([table, count]) => `${table} ${count}`).join(", ")}`);
    for (const table of unfit) say(`left empty: ${table}`);
    if (migrations.length === 0) say(`nothing comes after migration ${from}: --from takes an earlier one`);
    else {
      const ms = (value: number) => value.toFixed(0);
      say(
        textTable([
          ["migration", "took ms", "longest read ms", "longest write ms", "kept from writers, ms"],
          ...migrations.map(({ name, tookMs, readMs, writeMs, kept }) => [
            name,
            ms(tookMs),
            ms(readMs),
            ms(writeMs),
            [...kept].map(([table, heldMs]) => `${table} ${ms(heldMs)}`).join(", "),
          ]),
        ]),
      );
    }
  } finally {
    await cluster.release();
  }
}
