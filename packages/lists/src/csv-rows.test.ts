import fc from "fast-check";
import { expect, test } from "vitest";
import { eachCsvRow, ROW_BYTES_MAX } from "./csv-rows.ts";

async function read(source: Parameters<typeof eachCsvRow>[0]) {
  const rows: Array<[number, string[]]> = [];
  const broken = await eachCsvRow(source, (cells, line) => rows.push([line, cells]));
  return { rows, broken };
}

async function* inChunks(text: string, bytesMax: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += bytesMax) yield bytes.subarray(at, at + bytesMax);
}

test.each(["\n", "\r\n"])("rows carry the number of their first line, line end %j", async (end) => {
  const text = ["a,b", "1,2", "", "", `"x`, `y",z`, "3,4"].join(end);
  const { rows, broken } = await read(text);
  expect(rows.map(([line]) => line)).toEqual([1, 2, 5, 7]);
  expect(rows.at(-1)).toEqual([7, ["3", "4"]]);
  expect(broken).toBeUndefined();
});

test("a byte order mark is no part of the first cell", async () => {
  expect((await read("\ufeffaddress\n1\n")).rows[0]).toEqual([1, ["address"]]);
});

test("chunks may cut a character or a line end in two", async () => {
  const text = '\ufeffaddress,authority\r\n1,"é ""ü"", 𝟓"\r\n2,б\r\n';
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 20 }), async (bytesMax) => {
      expect(await read(inChunks(text, bytesMax))).toEqual(await read(text));
    }),
    { numRuns: 20 },
  );
});

test.each([
  ["an unclosed quote", 'a,b\n1,2\n3,"4\n5,6\n', "never closed"],
  ["a quote within a bare cell", 'a,b\n1,2\n3,4"5\n6,7\n', "not quoted"],
  ["a quote that closes too early", 'a,b\n1,2\n3,"4"5\n6,7\n', "written twice"],
  ["a row too long", `a,b\n1,2\n3,${"4".repeat(ROW_BYTES_MAX + 1)}\n`, "longer than 8192 bytes"],
])("%s ends the reading and keeps what came before", async (_, text, reason) => {
  const { rows, broken } = await read(text);
  expect(rows).toEqual([
    [1, ["a", "b"]],
    [2, ["1", "2"]],
  ]);
  expect(broken?.afterLine).toBe(2);
  expect(broken?.reason).toContain(reason);
});

test("an endless row is given up long before its end", async () => {
  let bytesRead = 0;
  async function* endless() {
    for (;;) {
      bytesRead += 1024;
      yield new Uint8Array(1024).fill(0x78);
    }
  }
  expect((await read(endless())).broken?.reason).toContain("longer than");
  expect(bytesRead).toBeLessThan(1_000_000);
});

test("what the callback or the source throws comes out unchanged", async () => {
  const thrown = new Error("mine");
  await expect(
    eachCsvRow("a\n", () => {
      throw thrown;
    }),
  ).rejects.toBe(thrown);
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield new Uint8Array([0x61]);
    throw thrown;
  }
  await expect(read(failing())).rejects.toBe(thrown);
});
