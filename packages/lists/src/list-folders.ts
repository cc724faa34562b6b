import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "@redflag/domain/problem";

/**
 * Every folder in `watchlists/`, sorted by name. One without a list.yaml is among them: reading it fails aloud, where
 * leaving it out would drop a list in silence.
 * @throws Problem `list_unreadable` when the root is no folder
 */
export async function listFolders(root: string): Promise<string[]> {
  const rows = await readdir(root, { withFileTypes: true }).catch((cause: unknown) => {
    throw new Problem("list_unreadable", `${root} is not a folder that can be read`, { cause });
  });
  return rows
    .filter((row) => (row.isDirectory() || row.isSymbolicLink()) && !row.name.startsWith("."))
    .map((row) => join(root, row.name))
    .sort();
}
