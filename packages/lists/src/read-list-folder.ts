import { createReadStream } from "node:fs";
import { access, readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { Entry } from "@redflag/domain/entry";
import { Problem } from "@redflag/domain/problem";
import { fileFaultText } from "./file-fault.ts";
import { type ListDefinition, parseListDefinition } from "./list-definition.ts";
import { parseEntriesCsv } from "./parse-entries-csv.ts";

export interface ListFolder {
  definition: ListDefinition;
  /** Absent where the list comes from its source and the folder has no entries.csv to begin with. */
  entries?: Entry[];
}

/**
 * Reads `<list>/list.yaml` and `<list>/entries.csv`.
 * @throws Problem `list_unreadable` or `list_row_invalid`, naming the file
 */
export async function readListFolder(folder: string): Promise<ListFolder> {
  const definitionFile = join(folder, "list.yaml");
  const definition = await naming(definitionFile, async () => {
    const parsed = parseListDefinition(await readFile(definitionFile, "utf8"));
    const name = basename(resolve(folder));
    if (parsed.id === name) return parsed;
    throw new Problem("list_unreadable", `its id is ${parsed.id}, but its folder is named ${name}`);
  });
  const entriesFile = join(folder, "entries.csv");
  if (definition.source !== undefined && !(await isThere(entriesFile))) return { definition };
  const { entries } = await naming(entriesFile, () =>
    parseEntriesCsv(createReadStream(entriesFile), definition.defaults),
  );
  return { definition, entries };
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** Faults say which file they are in; a file that cannot be opened is a fault of the list, not of the program. */
async function naming<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof Problem) throw new Problem(cause.code, `${file}: ${cause.detail}`, { cause });
    const fault = fileFaultText(cause);
    if (fault === undefined) throw cause;
    throw new Problem("list_unreadable", `${file}: ${fault}`, { cause });
  }
}
