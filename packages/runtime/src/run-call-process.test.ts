import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const BEGIN = new URL("run-call-process.ts", import.meta.url).href;
const PROBLEM = import.meta.resolve("@redflag/domain/problem");

test("what cannot begin is told in words, and what it had opened by then is closed", () => {
  const script = `
    import { Problem } from ${JSON.stringify(PROBLEM)};
    import { runCallProcess } from ${JSON.stringify(BEGIN)};
    await runCallProcess("screen", async ({ shutdown }) => {
      shutdown.onClose("server", async () => console.log("the server is stopped"));
      throw new Problem("config_invalid", "this cannot begin");
    });`;
  // Nothing connects to it before a service does.
  const env = { PATH: process.env.PATH, REDFLAG_DATABASE_URL: "postgres://127.0.0.1:1/none" };
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    encoding: "utf8",
    env,
  });
  expect(stderr).toContain("this cannot begin");
  expect([status, stdout]).toEqual([1, "the server is stopped\n"]);
});
