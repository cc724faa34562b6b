import { describe, expect, test } from "vitest";
import { inPieces } from "./importers.samples.ts";
import { xmlRows } from "./xml-rows.ts";

async function paths(text: string, bytesEach?: number): Promise<string[]> {
  const rows: string[] = [];
  const read = xmlRows(inPieces(text, bytesEach), "list", ({ path, text: own, line, attributes }) => [
    `${line} ${path} ${own} ${JSON.stringify(attributes)}`,
  ]);
  for await (const row of read) rows.push(row);
  return rows;
}

test("each element is told at its end, without its prefix, with its place", async () => {
  expect(await paths('<x:list>\n<x:a id="1">é &amp; <![CDATA[<b>]]></x:a>\n<b><c/></b></x:list>', 3)).toEqual([
    '2 a é & <b> {"id":"1"}',
    "3 b/c  {}",
    "3 b  {}",
    "1   {}",
  ]);
});

test("what stands between many elements adds up to nothing", async () => {
  expect(await paths(`<list>${`<a/>${" ".repeat(100)}\n`.repeat(2_000)}</list>`, 4096)).toHaveLength(2_001);
});

const BOMB = `<!DOCTYPE list [<!ENTITY a "${"x".repeat(50)}"><!ENTITY b "${"&a;".repeat(50)}"><!ENTITY c "${"&b;".repeat(50)}">]>`;

describe("hostile and broken XML is an error with its line", () => {
  test.each([
    ["nested entities", `<?xml version="1.0"?>\n${BOMB}\n<list>&c;</list>`, /line 2: holds a document type/],
    [
      "an external entity",
      '<!DOCTYPE list [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n<list>&e;</list>',
      /line 1: .*DTD/,
    ],
    ["an external DTD", '<!DOCTYPE list SYSTEM "http://127.0.0.1/x.dtd">\n<list/>', /line 1: .*DTD/],
    ["an entity nobody defined", "<list>\n&e;</list>", /line 2: not well-formed XML: Invalid character entity/],
    ["cut off", "<list>\n<a>", /line 2: ends within <a>: the file was cut off/],
    ["cut off in a tag", "<list>\n<a", /line 2: ends within <list>: the file was cut off/],
    ["nothing but spaces", "  \n", /there is no <list> in it|not well-formed/],
    ["crossed", "<list><a><b></a></b></list>", /line 1: not well-formed XML/],
    ["two roots", "<list/><list/>", /line 1: a second outermost element/],
    ["text after the root", "<list/>\nmore", /line 2: not well-formed XML/],
    ["another format", "<html/>", /line 1: begins with <html>, where this format has <list>/],
    ["another encoding", '<?xml version="1.0" encoding="ISO-8859-1"?><list/>', /its encoding is ISO-8859-1/],
    ["too deep", `<list>${"<a>".repeat(70)}`, /more than 64 elements within each other/],
    ["too long a text", `<list><a>${"x".repeat(70_000)}</a></list>`, /<a> holds more than 65536/],
    ["too long an attribute", `<list><a b="${"x".repeat(200_000)}"/></list>`, /not well-formed XML: Max buffer length/],
  ])("%s", async (_, text, message) => {
    await expect(paths(text, 4096)).rejects.toThrow(message);
    await expect(paths(text, 4096)).rejects.toMatchObject({ code: "list_unreadable" });
  });
});
