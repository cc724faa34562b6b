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
}

const FILE_NAME = /^(\d{4})_[a-z0-9_]+\.sql$/;

/** The directory's migrations in order. Anything but `NNNN_name.sql` counted up from 0001 is a programmer error. */
export async function listMigrationFiles(directory: string): Promise<MigrationFile[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (file, index) => {
      assert.equal(Number(FILE_NAME.exec(file)?.[1]), index + 1, `migrations/${file} is not number ${index + 1}`);
      const sql = (await readFile(join(directory, file), "utf8")).replaceAll("\r\n", "\n");
      return {
        number: index + 1,
        name: file.slice(0, -".sql".length),
        sql,
        checksum: createHash("sha256").update(sql).digest(),
      };
    }),
  );
}
