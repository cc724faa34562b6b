import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isForTests, unitOf } from "../layers/place.ts";
import { listPaths, readTexts } from "../layers/repository.ts";
import { parseSource } from "../layers/source-file.ts";
import { ROOT } from "./compose-file.ts";
import { isBrought, keepForBuild, readDockerfile } from "./dockerfile.ts";

const image = readDockerfile();
const paths = listPaths();
const kept = keepForBuild([...paths, ".dockerignore"]);

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8")) as Manifest;
}

test("the image's Node is the one that the tests run on", () => {
  expect(image.bases.length).toBeGreaterThan(0);
  const { node } = manifestOf(".").devDependencies ?? {};
  for (const base of image.bases) expect(base.replace(/@sha256:[0-9a-f]{64}$/, "")).toBe(`node:${node}-trixie-slim`);
});

test("it is installed by an exact pnpm, from the lockfile, without what only development needs", () => {
  expect(image.runs.join("\n")).toMatch(/npm install --global pnpm@\d+\.\d+\.\d+$/m);
  expect(image.runs.join("\n")).toMatch(/pnpm install --prod --frozen-lockfile/);
});

test("it runs as nobody in particular, and carries no secret", () => {
  expect(image.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  expect(image.variables).toEqual(["NODE_ENV=production"]);
});

test("whatever is copied is there and reaches the build", () => {
  expect(image.copied.length).toBeGreaterThan(0);
  for (const path of image.copied) {
    expect(
      kept.some((known) => known === path || known.startsWith(`${path}/`)),
      path,
    ).toBe(true);
  }
});

test("its entry point is the built command line", () => {
  const [build = ""] = kept.filter((path) => path === "services/cli/build/main.ts");
  expect(image.runs).toContain(`node ${build}`);
  expect(image.entrypoint).toEqual(["node", "dist/redflag.js"]);
});

test("nothing reaches the build that the image does not copy", () => {
  expect(kept.filter((path) => !isBrought(path, image.copied))).toEqual([]);
});

test("all of the product reaches the build, and no test", () => {
  const product = paths.filter((path) => unitOf(path).kind !== "tests" && path.endsWith(".ts") && !isForTests(path));
  expect(product.length).toBeGreaterThan(100);
  expect(product.filter((path) => !kept.includes(path))).toEqual([]);
  const needed = paths.filter((path) =>
    /^(?:borders|migrations|report-profiles|watchlists)\/|^(?:packages|services)\/\w+\/package.json$/.test(path),
  );
  expect(needed.filter((path) => !kept.includes(path))).toEqual([]);
  expect(kept.filter((path) => path.startsWith("tests/") || path.endsWith(".test.ts"))).toEqual([]);
});

test.each([
  ".env",
  ".git/config",
  ".redflag/secrets/redflag.env",
  "node_modules/pg/package.json",
  "packages/store/node_modules/pg/package.json",
  "services/ingest/ingest.log",
])("%s does not reach a build", (path) => {
  expect(keepForBuild([path])).toEqual([]);
});

test("no product file imports what a production install leaves out", () => {
  const product = readTexts(paths.filter((path) => kept.includes(path) && /\.tsx?$/.test(path) && !isForTests(path)));
  const missing = product.map(parseSource).flatMap(({ path, imports }) => {
    const known = Object.keys(manifestOf(path.split("/").slice(0, 2).join("/")).dependencies ?? {});
    // What a build makes up by itself is in nobody's manifest.
    return imports
      .filter((name): name is string => name !== undefined && !/^(?:\.|node:|virtual:)/.test(name))
      .map((name) => name.split("/", name.startsWith("@") ? 2 : 1).join("/"))
      .filter((library) => !known.includes(library))
      .map((library) => `${path}: ${library}`);
  });
  expect(missing).toEqual([]);
});
