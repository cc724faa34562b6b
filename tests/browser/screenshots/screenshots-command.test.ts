import { expect, test } from "vitest";
import { runCaptured } from "../../../services/cli/src/testing/run-captured.ts";
import { runTool } from "../../run-tool.ts";
import { PICTURES, type Picture } from "./pictures.ts";
import { screenshotsCommand } from "./screenshots-command.ts";

async function parse(...args: string[]) {
  let wanted: readonly Picture[] | undefined;
  const command = screenshotsCommand((given) => {
    wanted = given;
  });
  const { code, stderr } = await runCaptured(() => runTool(command, args));
  return { code, stderr, wanted };
}

test("every picture, or those that are named", async () => {
  expect((await parse()).wanted).toEqual(PICTURES);
  const { wanted = [] } = await parse("--only", "alert", "--only", "queue");
  expect(wanted.map(({ name }) => name)).toEqual(["queue", "alert"]);
});

test("a name that no picture has is refused, and those that there are told", async () => {
  const { code, stderr, wanted } = await parse("--only", "queue", "--only", "nonsense");
  expect([code, wanted]).toEqual([2, undefined]);
  expect(stderr).toContain("argument 'nonsense' is invalid");
  for (const { name } of PICTURES) expect(stderr).toContain(name);
});
