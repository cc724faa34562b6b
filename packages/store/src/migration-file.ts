import assert from "node:assert";
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export interface MigrationFile {
  /** 1, 2, 3 … without gaps. */
  number: number;
  /** File name without `.sql`. */
  name: string;
  sql: string;
  /** SHA-256 of the text with line feeds only, so that a checkout's line endings do not count as a change. */
  checksum: Buffer;
  /** It says at its top why the program before it stays right on what it makes: `-- while services run: …`. */
  isOnline: boolean;
  /** The name of the one index that it makes outside a transaction; undefined for every other file. */
  concurrentIndex?: string;
}

const FILE_NAME = /^(\d{4})_[a-z0-9_]+\.sql$/;
const ONLINE = /^-- while services run: \S/;
const CONCURRENT_INDEX = /^create (?:unique )?index concurrently (\w+) on [^;]+;\s*$/i;

/** The directory's migrations in order. Anything but `NNNN_name.sql` counted up from 0001 is a programmer error. */
export async function listMigrationFiles(directory: string): Promise<MigrationFile[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (file, index) => {
      assert.equal(Number(FILE_NAME.exec(file)?.[1]), index + 1, `migrations/${file} is not number ${index + 1}`);
      const sql = (await readFile(join(directory, file), "utf8")).replaceAll("\r\n", "\n");
      const concurrentIndex = concurrentIndexOf(file, sql);
      return {
        number: index + 1,
        name: file.slice(0, -".sql".length),
        sql,
        checksum: createHash("sha256").update(sql).digest(),
        isOnline: ONLINE.test(sql),
        ...(concurrentIndex !== undefined && { concurrentIndex }),
      };
    }),
  );
}

/** PostgreSQL makes such an index in transactions of its own, so nothing else can stand in its file. */
function concurrentIndexOf(file: string, sql: string): string | undefined {
  const statements = sql.replaceAll(/--[^\n]*/g, "").trim();
  if (!/\bindex\s+concurrently\b/i.test(statements)) return undefined;
  const name = CONCURRENT_INDEX.exec(statements)?.[1];
  assert(name !== undefined, `migrations/${file} makes an index concurrently, and must do nothing else`);
  return name;
}
