import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { keepBuild } from "./kept-build.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "redflag-kept-build-"));
  await mkdir(join(root, "src"));
  await writeFile(join(root, "src/a.ts"), "one");
  await writeFile(join(root, "lock"), "1");
  onTestFinished(() => rm(root, { recursive: true }));
});

async function copySource(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "a.js"), await readFile(join(root, "src/a.ts")));
}

function keep(make = copySource): Promise<string> {
  return keepBuild({ root, sources: ["src", "lock"], directory: join(root, ".dist"), make });
}

test("the same sources are built once, also after a test of theirs has changed", async () => {
  const folder = await keep();
  await writeFile(join(root, "src/a.test.ts"), "a test");
  const never = () => Promise.reject(new Error("built again"));
  expect(await keep(never)).toBe(folder);
  expect(await readFile(join(folder, "a.js"), "utf8")).toBe("one");
});

test("a changed, moved or added source is built, and an older one kept beside", async () => {
  const folders = [await keep()];
  await writeFile(join(root, "src/a.ts"), "two");
  folders.push(await keep());
  await writeFile(join(root, "src/b.ts"), "");
  folders.push(await keep());
  expect(new Set(folders).size).toBe(3);
  expect((await readdir(join(root, ".dist"))).sort()).toEqual(folders.map((folder) => basename(folder)).sort());
  await writeFile(join(root, "lock"), "2");
  folders.push(await keep());
  expect(await readdir(join(root, ".dist"))).not.toContain(basename(folders[0] ?? ""));
});

test("of two that build at once, both get what was built", async () => {
  const folders = await Promise.all([keep(), keep()]);
  expect(new Set(folders).size).toBe(1);
  expect(await readdir(join(root, ".dist"))).toEqual([basename(folders[0] ?? "")]);
});

test("what fails leaves nothing, and is tried again", async () => {
  const fail = async (folder: string) => {
    await mkdir(folder, { recursive: true });
    throw new Error("no room");
  };
  await expect(keep(fail)).rejects.toThrow("no room");
  expect(await readdir(join(root, ".dist"))).toEqual([]);
  expect(await readFile(join(await keep(), "a.js"), "utf8")).toBe("one");
});
