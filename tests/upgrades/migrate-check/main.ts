import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openCluster } from "../../bench/cluster.ts";
import { textTable } from "../../bench/text-table.ts";
import { readReleased } from "../released-dump.ts";
import { checkMigrations } from "./check-migrations.ts";

/* `npx pnpm migrate-check --rows 300000 --from 33`: how long each later migration keeps others from large tables. */

const MIGRATIONS = join(import.meta.dirname, "../../../migrations");
const RELEASED = join(import.meta.dirname, "../released");

const { values } = parseArgs({
  options: { rows: { type: "string", default: "300000" }, from: { type: "string" }, released: { type: "string" } },
});
const file = values.released === undefined ? readdirSync(RELEASED).sort().at(-1) : `${values.released}.json.gz`;
const dump = readReleased(readFileSync(join(RELEASED, file ?? "")));
const from = values.from === undefined ? dump.migration : Number(values.from);
const rowCount = Number(values.rows);
if (
  !(Number.isSafeInteger(from) && from > 0 && from <= dump.migration && Number.isSafeInteger(rowCount) && rowCount > 0)
) {
  process.stderr.write(`--rows takes a number of rows, --from a migration from 1 to ${dump.migration}\n`);
  process.exit(2);
}

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
