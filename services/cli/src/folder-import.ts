import { Problem } from "@redflag/domain/problem";
import { type ListFolder, readListFolder } from "@redflag/lists/read-list-folder";
import type { ListImport } from "@redflag/store/watchlist";

/**
 * A list's folder, read to its end and not imported yet.
 * @throws Problem `list_unreadable`, `list_row_invalid`; `list_undescribed` where its entries are to be fetched
 */
export async function readFolderImport(path: string, source: string): Promise<Omit<ListImport, "account">> {
  const folder = await readListFolder(path);
  if (folder.entries !== undefined) return toImport(folder, source);
  const fetched = `${path} has no entries.csv: \`redflag watchlist sync\` brings where its list is fetched from`;
  throw new Problem("list_undescribed", fetched);
}

export function toImport({ definition, entries = [] }: ListFolder, source: string): Omit<ListImport, "account"> {
  const { id, title, authority, url, gates } = definition;
  return { list: { id, title, authority, gates, ...(url !== undefined && { url }) }, entries, source };
}
