import { readListFolder } from "@redflag/lists/read-list-folder";
import type { ListImport } from "@redflag/store/watchlist";

/**
 * A list's folder, read to its end and not imported yet.
 * @throws Problem `list_unreadable`, `list_row_invalid`
 */
export async function readFolderImport(folder: string, source: string): Promise<Omit<ListImport, "account">> {
  const { definition, entries } = await readListFolder(folder);
  const { id, title, authority, url, gates } = definition;
  return { list: { id, title, authority, gates, ...(url !== undefined && { url }) }, entries, source };
}
