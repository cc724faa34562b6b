import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Problem } from "@redflag/domain/problem";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listFolders } from "./list-folders.ts";
import { readListFolder } from "./read-list-folder.ts";

const LIST_YAML = `id: mine
title: Mine
authority: Me
licence: Mine
maintenance: By hand
defaults: { category: other, severity: LOW, confidence: 50 }
`;

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "redflag-lists-"));
});
afterEach(() => rm(root, { recursive: true }));

async function write(folder: string, files: Record<string, string>): Promise<string> {
  const path = join(root, folder);
  await mkdir(path);
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text);
  return path;
}

async function problemOf(folder: string): Promise<Problem> {
  const problem = await readListFolder(folder).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(Problem);
  return problem as Problem;
}

test("a folder is read whole", async () => {
  const entries = "address\n0x00000000000000000000000000000000000a11ce\n";
  const { definition, entries: read } = await readListFolder(
    await write("mine", { "list.yaml": LIST_YAML, "entries.csv": entries }),
  );
  expect(definition.id).toBe("mine");
  expect(read).toMatchObject([{ address: "0x00000000000000000000000000000000000a11ce", authority: "Me" }]);
});

test("each fault says in which file it is", async () => {
  const noYaml = await problemOf(await write("no-yaml", {}));
  expect(noYaml.code).toBe("list_unreadable");
  expect(noYaml.detail).toMatch(/list\.yaml: there is no such file \(ENOENT\)$/);

  const noEntries = await problemOf(await write("mine", { "list.yaml": LIST_YAML }));
  expect(noEntries.code).toBe("list_unreadable");
  expect(noEntries.detail).toMatch(/entries\.csv: there is no such file \(ENOENT\)$/);

  const badYaml = await problemOf(await write("bad-yaml", { "list.yaml": "id: 1" }));
  expect(badYaml.detail).toMatch(/list\.yaml: line 1: id: /);
});

test("a list that is fetched needs no entries to begin with, and may have some", async () => {
  const source = "source: { format: csv, urls: { entries.csv: https://lists.example/ }, every_hours: 1 }\n";
  const fetched = await write("mine", { "list.yaml": LIST_YAML + source });
  const { definition, ...rest } = await readListFolder(fetched);
  expect([definition.source?.format, rest]).toEqual(["csv", {}]);
  await writeFile(join(fetched, "entries.csv"), "address\nx\n");
  expect((await problemOf(fetched)).code).toBe("list_row_invalid");
});

test("a bad row keeps its code", async () => {
  const folder = await write("mine", { "list.yaml": LIST_YAML, "entries.csv": "address\nx\n" });
  const problem = await problemOf(folder);
  expect(problem.code).toBe("list_row_invalid");
  expect(problem.detail).toMatch(/entries\.csv: 1 bad row\nline 2: /);
});

test("a folder under another name is refused: two lists must not share an id", async () => {
  const folder = await write("yours", { "list.yaml": LIST_YAML, "entries.csv": "address\n" });
  expect((await problemOf(folder)).detail).toContain("its id is mine, but its folder is named yours");
});

test("folders are listed sorted, files and hidden folders are not", async () => {
  await write("b", {});
  await write("a", {});
  await write(".hidden", {});
  await writeFile(join(root, "README.md"), "");
  expect(await listFolders(root)).toEqual([join(root, "a"), join(root, "b")]);
  await expect(listFolders(join(root, "missing"))).rejects.toThrow("not a folder");
});
