import { readFileSync } from "node:fs";
import { join } from "node:path";

const PAGE = join(import.meta.dirname, "../../docs/reference/log-fields.md");

/** The names in the first column of the page's first table. */
export function listDocumentedFields(): ReadonlySet<string> {
  const [table = ""] = readFileSync(PAGE, "utf8").split("\n## ");
  const cells = [...table.matchAll(/^\| (`.*?) \|/gm)].map(([, cell = ""]) => cell);
  return new Set(cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name)));
}
