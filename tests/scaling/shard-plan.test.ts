import { expect, test } from "vitest";
import { openTestDatabase } from "../test-database.ts";
import { type ForeignKey, readKeys, type UniqueKey } from "./read-keys.ts";
import { HELD_BY_CONTENT, SHARD_PLAN, type Shards } from "./shard-plan.ts";

const INTRODUCTION = `<!-- Written by \`npx pnpm exec vitest run tests/scaling -u\`. Do not edit. -->

# How each table would be spread

If one PostgreSQL were not enough ([scaling](../scaling.md#a-distributed-postgresql-on-paper)): by what each table would be spread over servers, and whether each key that
must be unique, or must be there, can be held by one server alone. From the catalogue; a new table fails the test until \`tests/scaling/shard-plan.ts\` says where it belongs.`;

const db = await openTestDatabase();
const { columns, unique, foreign } = await readKeys(db.pool);
const planOf = (table: string): Shards => SHARD_PLAN.get(table) ?? { by: "reference" };

test("every table has its place, and its columns are there", () => {
  expect([...SHARD_PLAN.keys()].sort()).toEqual([...columns.keys()].sort());
  for (const [table, plan] of SHARD_PLAN) {
    if (plan.by !== "reference") expect(columns.get(table), table).toEqual(expect.arrayContaining([...plan.columns]));
  }
});

test("every unique key holds the columns by which its table is spread, and every join finds its row on the same server", () => {
  expect(unique.filter((key) => uniqueFault(key) !== undefined)).toEqual([]);
  expect(foreign.filter((key) => foreignFault(key) !== undefined)).toEqual([]);
  expect(Object.keys(HELD_BY_CONTENT).filter((name) => !unique.some((key) => key.name === name))).toEqual([]);
});

test("is told on docs/reference/shards.md; if not, run this test with -u", async () => {
  const rows = [...columns.keys()].map((table) => {
    const plan = planOf(table);
    const keys = unique.filter((key) => key.table === table).map((key) => `\`${key.name}\` ${uniqueWord(key)}`);
    const joins = foreign.filter((key) => key.table === table).map((key) => `→ \`${key.target}\` ${foreignWord(key)}`);
    const by =
      plan.by === "reference" ? "not spread" : `${plan.by}: ${plan.columns.map((name) => `\`${name}\``).join(", ")}`;
    return `| \`${table}\` | ${by} | ${[...keys, ...joins].join("; ") || "–"} |`;
  });
  const head = "| table | spread by | unique keys, and rows of others that must be there |\n| --- | --- | --- |";
  await expect(`${INTRODUCTION}\n\n${head}\n${rows.join("\n")}\n`).toMatchFileSnapshot(
    "../../docs/reference/shards.md",
  );
});

function uniqueFault({ table, name, columns: held }: UniqueKey): string | undefined {
  const plan = planOf(table);
  if (plan.by === "reference" || name in HELD_BY_CONTENT) return undefined;
  const missing = plan.columns.filter((column) => !held.includes(column));
  return missing.length === 0 ? undefined : `without ${missing.join(", ")}`;
}

/** A row that is not spread is everywhere; of two that are, the columns of the one's place must be those of the other's. */
function foreignFault({ table, target, columns: held, targetColumns }: ForeignKey): string | undefined {
  const [from, to] = [planOf(table), planOf(target)];
  if (to.by === "reference") return undefined;
  if (from.by === "reference") return "asks for a row that is spread";
  const matches =
    from.columns.length === to.columns.length &&
    from.columns.every((column, i) => {
      const place = targetColumns.indexOf(to.columns[i] ?? "");
      return place >= 0 && held[place] === column;
    });
  return matches ? undefined : "lies elsewhere";
}

function uniqueWord(key: UniqueKey): string {
  const reason = HELD_BY_CONTENT[key.name];
  if (reason !== undefined) return `(${reason})`;
  return planOf(key.table).by === "reference" ? "" : "holds";
}

function foreignWord({ target }: ForeignKey): string {
  return planOf(target).by === "reference" ? "(not spread)" : "same server";
}
