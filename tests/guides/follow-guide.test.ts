import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { followGuide } from "./follow-guide.ts";
import { readGuide } from "./read-guide.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "redflag-follower-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const fence = (info: string, ...lines: string[]) => `\`\`\`${info}\n${lines.join("\n")}\n\`\`\`\n`;
const FILE = fence("ts", "// a/b.ts", "const x = 1;");
const follow = (...blocks: string[]) => followGuide(root, readGuide(blocks.join("\nprose\n")));

describe("a guide that is followed", () => {
  it("writes the files it names, changes them, runs commands and reads what they print", async () => {
    await follow(
      FILE,
      fence("csv a/rows.csv", "h", "1"),
      fence("sh", "cat a/b.ts", "cat a/rows.csv"),
      fence("text", "const x = 1;", "h"),
      fence("diff", "--- a/b.ts", "-const x = 1;", "+const x = 2;"),
    );
    expect(readFileSync(join(root, "a/b.ts"), "utf8")).toBe("// a/b.ts\nconst x = 2;\n");
    expect(readFileSync(join(root, "a/rows.csv"), "utf8")).toBe("h\n1\n");
  });

  it("takes a failure where the guide shows one", async () => {
    await follow(fence("sh", "echo before", "echo broken >&2; exit 3"), fence("text fails", "broken"));
  });

  it.each([
    ["a command fails", [fence("sh", "exit 1")], /"exit 1" failed/],
    ["an earlier command fails", [fence("sh", "exit 1", "exit 1"), fence("text fails")], /"exit 1" failed/],
    ["what should fail succeeds", [fence("sh", "true"), fence("text fails")], /"true" succeeded/],
    ["something else is printed", [fence("sh", "echo one"), fence("text", "two")], /the guide promises\ntwo/],
    ["a line to change is not there", [FILE, fence("diff", "--- a/b.ts", "-const y = 1;", "+")], /exactly once/],
  ])("stops when %s", async (_, blocks, message) => {
    await expect(follow(...blocks)).rejects.toThrow(message);
  });
});

describe("readGuide", () => {
  it.each([fence("ts", "const x = 1;"), fence("", "x"), fence("diff", "-x", "+y"), fence("diff", "--- a/b.ts", "+y")])(
    "refuses a block of which nobody knows what to do with it: %j",
    (block) => {
      expect(() => readGuide(block)).toThrow(/a block says neither|a change names no file/);
    },
  );
});
