import { Problem } from "@redflag/domain/problem";
import type { Importer } from "./importer.ts";
import { IMPORTER_FILES } from "./importer-files.ts";

/** Every format that a list is read from, one file each in `importers/`. */
export const IMPORTERS: readonly Importer[] = IMPORTER_FILES.flatMap((file) => Object.values(file));

/** @throws Problem `list_undescribed` naming the known ones */
export function getImporter(id: string): Importer {
  const importer = IMPORTERS.find((known) => known.id === id);
  if (importer !== undefined) return importer;
  throw new Problem(
    "list_undescribed",
    `no format is named "${id}"; known: ${IMPORTERS.map((known) => known.id).join(", ")}`,
  );
}
