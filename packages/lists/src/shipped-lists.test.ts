import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatAddress } from "@redflag/domain/address";
import { isService, listingAt } from "@redflag/domain/entry";
import { expect, test } from "vitest";
import { ENTRY_COLUMNS } from "./entry-row.ts";
import { listFolders } from "./list-folders.ts";
import { readListFolder } from "./read-list-folder.ts";

const ROOT = fileURLToPath(new URL("../../../watchlists", import.meta.url));
const NOW = Date.UTC(2026, 0, 1) / 1000;
const folders = await listFolders(ROOT);

test("the lists that ship are these", () => {
  expect(folders.map((folder) => basename(folder))).toEqual(["demo", "ofac-sdn"]);
});

test.each(folders)("%s can be read, has notes, is checksummed", async (folder) => {
  const { entries } = await readListFolder(folder);
  const text = await readFile(join(folder, "entries.csv"), "utf8");
  expect(entries.length).toBeGreaterThan(0);
  for (const { address } of entries) expect(text).toContain(formatAddress(address));
  expect(await readFile(join(folder, "NOTES.md"), "utf8")).not.toBe("");
});

test("OFAC: 97 addresses, sorted, each once", async () => {
  const { entries } = await readListFolder(join(ROOT, "ofac-sdn"));
  const addresses = entries.map(({ address }) => address);
  expect(addresses).toEqual([...new Set(addresses)].sort());
  expect(addresses).toHaveLength(97);
  expect(new Set(entries.map(({ severity }) => severity))).toEqual(new Set(["SEVERE"]));
  for (const { category, programme } of entries) {
    expect(category).toBe(/SDGT|FTO/.test(programme ?? "") ? "terrorist_financing" : "sanctions");
  }
  expect(entries.filter(({ reference }) => reference !== undefined)).toHaveLength(28);
  expect(entries.filter(({ programme }) => programme !== undefined)).toHaveLength(9);
});

test("demo: what alerts and what must not", async () => {
  const { entries } = await readListFolder(join(ROOT, "demo"));
  const rows = entries.map((entry) => [
    entry.reference,
    isService(entry) ? "service" : listingAt(entry, NOW),
    entry.category,
    entry.severity,
  ]);
  expect(rows).toEqual([
    ["demo-900", "in_force", "terrorist_financing", "SEVERE"],
    ["demo-901", "in_force", "terrorist_financing", "SEVERE"],
    ["demo-902", "in_force", "sanctions", "HIGH"],
    ["demo-903", "in_force", "ransom", "HIGH"],
    ["demo-904", "in_force", "extortion", "MEDIUM"],
    ["demo-905", "delisted", "sanctions", "HIGH"],
    ["demo-906", "service", "exchange", "LOW"],
  ]);
});

test("the format's description names every column", async () => {
  const readme = await readFile(join(ROOT, "README.md"), "utf8");
  for (const column of ENTRY_COLUMNS) expect(readme).toMatch(new RegExp(`^\\| \`${column}\` +\\|`, "m"));
});
