import { expect, test } from "vitest";
import { parseTool } from "../../parse-tool.ts";
import { PICTURES, type Picture } from "./pictures.ts";
import { screenshotsCommand } from "./screenshots-command.ts";

const parse = (...args: string[]) => parseTool<readonly Picture[]>(screenshotsCommand, args);

test("every picture, or those that are named", async () => {
  expect((await parse()).options).toEqual(PICTURES);
  const { options: wanted = [] } = await parse("--only", "alert", "--only", "queue");
  expect(wanted.map(({ name }) => name)).toEqual(["queue", "alert"]);
});

test("a name that no picture has is refused, and those that there are told", async () => {
  const { code, stderr, options } = await parse("--only", "queue", "--only", "nonsense");
  expect([code, options]).toEqual([2, undefined]);
  expect(stderr).toContain("argument 'nonsense' is invalid");
  for (const { name } of PICTURES) expect(stderr).toContain(name);
});
