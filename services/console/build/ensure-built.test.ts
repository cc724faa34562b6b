import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ensureConsoleBuilt } from "./ensure-built.ts";

interface Chunk {
  file: string;
  imports?: string[];
}

/** Of JavaScript, compressed: what a browser loads before an analyst sees the queue. */
const FIRST_PAGE_BYTES_MAX = 250_000;

const folder = await ensureConsoleBuilt();

test("it is built once for the sources as they are", async () => {
  let builds = 0;
  expect(await ensureConsoleBuilt(() => builds++)).toBe(folder);
  expect(builds).toBe(0);
});

test("the page has no script or style of its own, as the policy asks", () => {
  const html = readFileSync(join(folder, "index.html"), "utf8");
  expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/i);
  for (const [script] of html.matchAll(/<script[^>]*>/g)) expect(script).toContain('src="/assets/');
});

test("what the first page loads stays small, graphs and charts are left for whoever opens one", () => {
  const manifest: Record<string, Chunk> = JSON.parse(readFileSync(join(folder, ".vite/manifest.json"), "utf8"));
  const loaded = new Set<string>();
  const load = (name: string) => {
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`the build has no ${name}`);
    if (loaded.has(chunk.file)) return;
    loaded.add(chunk.file);
    for (const imported of chunk.imports ?? []) load(imported);
  };
  load("index.html");
  load("src/queue/queue-page.tsx");
  const bytes = [...loaded].map((file) => statSync(join(folder, `${file}.br`)).size);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(FIRST_PAGE_BYTES_MAX);
});
