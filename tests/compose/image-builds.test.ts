import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { listPaths } from "../layers/repository.ts";
import { ROOT } from "./compose-file.ts";
import { isBrought, keepForBuild, readDockerfile } from "./dockerfile.ts";

const run = promisify(execFile);
const image = readDockerfile();

/** What the first stage has copied before it builds, and what pnpm links there. */
async function layOut(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "redflag-image-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const copied = keepForBuild(listPaths()).filter((path) => isBrought(path, image.copiedFirst));
  for (const path of copied) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await cp(join(ROOT, path), join(folder, path));
  }
  await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
  for (const kind of ["packages", "services"]) {
    for (const name of await readdir(join(folder, kind))) {
      const links = join(kind, name, "node_modules");
      await cp(join(ROOT, links), join(folder, links), { recursive: true, verbatimSymlinks: true });
    }
  }
  return folder;
}

test("what reaches the first stage is all that its builds need, and what they built starts", async () => {
  const folder = await layOut();
  const builds = image.runs.filter((each) => each.startsWith("node "));
  expect(builds).toHaveLength(2);
  for (const build of builds) await run(process.execPath, build.split(" ").slice(1), { cwd: folder });

  const [console = ""] = await readdir(join(folder, "services/console/.dist"));
  expect(await readdir(join(folder, "services/console/.dist", console))).toContain("index.html");
  const [, ...entrypoint] = image.entrypoint;
  const { stdout } = await run(process.execPath, [...entrypoint, "--version"], { cwd: folder });
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
