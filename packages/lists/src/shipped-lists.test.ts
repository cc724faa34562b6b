import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CHAINS } from "@redflag/domain/chain-registry";
import { type AddressEntry, type Entry, isService, listingAt } from "@redflag/domain/entry";
import { formatSubject, isAccount, subjectKey } from "@redflag/domain/entry-subject";
import { listContracts } from "@redflag/domain/token-registry";
import { expect, test } from "vitest";
import { ENTRY_COLUMNS } from "./entry-row.ts";
import { listFolders } from "./list-folders.ts";
import { readListFolder } from "./read-list-folder.ts";

const ROOT = fileURLToPath(new URL("../../../watchlists", import.meta.url));
const NOW = Date.UTC(2026, 0, 1) / 1000;
const folders = await listFolders(ROOT);

test("the lists that ship are these", () => {
  expect(folders.map((folder) => basename(folder))).toEqual(["demo", "exchange-wallets", "ofac-sdn"]);
});

test.each(folders)("%s can be read, has notes, is checksummed", async (folder) => {
  const { entries = [] } = await readListFolder(folder);
  const text = await readFile(join(folder, "entries.csv"), "utf8");
  expect(entries.length).toBeGreaterThan(0);
  for (const entry of entries) expect(text).toContain(formatSubject(entry));
  expect(await readFile(join(folder, "NOTES.md"), "utf8")).not.toBe("");
});

function addressesOf(entries: readonly Entry[]): AddressEntry[] {
  return entries.filter((entry): entry is AddressEntry => !isAccount(entry));
}

/** In the order of the file: EVM, then TRON, each by its bytes, each once. */
function expectSorted(entries: readonly Entry[], counts: { eip155: number; tron: number }) {
  const keys = entries.map(subjectKey);
  expect(keys).toEqual([...new Set(keys)].sort());
  const { eip155 = [], tron = [] } = Object.groupBy(addressesOf(entries), ({ family }) => family);
  expect({ eip155: eip155.length, tron: tron.length }).toEqual(counts);
}

test("OFAC: a snapshot that says so, 97 addresses of EVM chains and 46 of TRON", async () => {
  const { definition, entries = [] } = await readListFolder(join(ROOT, "ofac-sdn"));
  expect(definition.title).toContain("snapshot");
  expect(definition.maintenance).toMatch(/dated snapshot that nobody refreshes.*2026-06-25/);
  expectSorted(entries, { eip155: 97, tron: 46 });
  expect(new Set(entries.map(({ severity }) => severity))).toEqual(new Set(["SEVERE"]));
  for (const { category, programme } of entries) {
    expect(category).toBe(/SDGT|FTO/.test(programme ?? "") ? "terrorist_financing" : "sanctions");
  }
  expect(entries.filter(({ reference }) => reference !== undefined)).toHaveLength(74);
  expect(entries.filter(({ programme }) => programme !== undefined)).toHaveLength(52);
  expect(entries.every(({ entity }) => entity === undefined)).toBe(true);
});

test("exchanges: services with a name and where they are registered, none of them certain", async () => {
  const { definition, entries = [] } = await readListFolder(join(ROOT, "exchange-wallets"));
  expect(definition.maintenance).toMatch(
    /dated snapshot.*where a business is registered.*never where its customers are/,
  );
  expectSorted(entries, { eip155: 1001, tron: 119 });
  expect(entries.every((entry) => isService(entry) && entry.entity !== undefined && entry.confidence < 100)).toBe(true);
  expect(new Set(entries.map(({ entity }) => entity)).size).toBe(110);
  expect(entries.filter(({ jurisdictions }) => jurisdictions === undefined)).toHaveLength(1);
  const binance = addressesOf(entries).find(({ address }) => address === "0x28c6c06298d514db089934071355e5743bf21d60");
  expect(binance).toMatchObject({ entity: "Binance", category: "exchange", authority: "GraphSense TagPacks" });
  const notes = await readFile(join(ROOT, "exchange-wallets", "NOTES.md"), "utf8");
  for (const { reference = "" } of entries) {
    expect(notes).toContain(
      reference.replace(/wallets-.*(?=\.yaml)/, "wallets-*").replace(/projects\/[^/]+/, "projects/*"),
    );
  }
});

test("no token's contract is taken for an exchange", async () => {
  const { entries = [] } = await readListFolder(join(ROOT, "exchange-wallets"));
  const tokens = new Set(CHAINS.flatMap(({ name }) => listContracts(name).map(({ contract }) => contract.address)));
  expect(tokens.size).toBeGreaterThan(10);
  expect(addressesOf(entries).filter(({ address }) => tokens.has(address))).toEqual([]);
});

test("demo: what alerts and what must not", async () => {
  const { entries = [] } = await readListFolder(join(ROOT, "demo"));
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
    ["demo-907", "in_force", "terrorist_financing", "SEVERE"],
    ["demo-908", "in_force", "other", "MEDIUM"],
    ["demo-909", "service", "exchange", "LOW"],
    ["demo-931", "service", "bridge", "LOW"],
  ]);
});

test("the format's description names every column", async () => {
  const readme = await readFile(join(ROOT, "README.md"), "utf8");
  for (const column of ENTRY_COLUMNS) expect(readme).toMatch(new RegExp(`^\\| \`${column}\` +\\|`, "m"));
});
