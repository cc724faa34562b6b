import { PassThrough, Readable } from "node:stream";
import { expect, test } from "vitest";
import { colours } from "./colours.ts";
import { runWithin } from "./surroundings.ts";

test.each([
  ["a terminal", true, {}, true],
  ["a pipe", undefined, {}, false],
  ["a pipe of a machine that builds", undefined, { CI: "true" }, false],
  ["a terminal that shall have none", true, { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
  ["a terminal that can have none", true, { TERM: "dumb" }, false],
  ["a pipe that shall have them", undefined, { FORCE_COLOR: "1" }, true],
])("%s", async (_of, isTTY, env, isColoured) => {
  const stdout: PassThrough & { isTTY?: boolean } = new PassThrough();
  if (isTTY !== undefined) stdout.isTTY = isTTY;
  const given = { env, stdout, stdin: Readable.from([]), stderr: new PassThrough() };
  await runWithin(given, async () => expect(colours().isColorSupported).toBe(isColoured));
});
