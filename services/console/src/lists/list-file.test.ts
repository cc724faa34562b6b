import { expect, test } from "vitest";
import { readListFile } from "./list-file.ts";

const fileOf = (bytes: BlobPart, name = "orders.csv") => new File([bytes], name);

test("a file is its text, byte order mark and all, under a name that can be seen", async () => {
  const file = fileOf("\uFEFFaddress\n", "orders\u202E  of\tMay.csv");
  expect(await readListFile(file)).toMatchObject({ name: "orders of May.csv", text: "\uFEFFaddress\n" });
  expect(await readListFile(fileOf("a", "\u200B"))).toMatchObject({ name: "entries.csv" });
});

test.each([
  ["nothing", new Uint8Array(), "empty"],
  ["another encoding", new Uint8Array([0xe9, 0x0a]), "encoding"],
  ["more than is taken", "a".repeat(5_000_001), "size"],
])("%s is told", async (_, bytes, fault) => {
  expect(await readListFile(fileOf(bytes))).toBe(fault);
});
