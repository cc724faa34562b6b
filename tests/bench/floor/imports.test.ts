import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseSource } from "../../layers/source-file.ts";

const LIBRARIES = ["pg", "pg-copy-streams", "undici"];

/** Every file that a file reaches by its imports, and every library and package that they name. */
function reach(path: string, files = new Set<string>(), others = new Set<string>()) {
  if (files.has(path)) return { files, others };
  files.add(path);
  for (const specifier of parseSource({ path, text: readFileSync(path, "utf8") }).imports) {
    if (specifier?.startsWith(".")) reach(join(path, "..", specifier), files, others);
    else others.add(specifier ?? "something computed");
  }
  return { files, others };
}

test.each(["main.ts", "profiles/main.ts"])("the floor imports no product code: %s", (main) => {
  const { files, others } = reach(join(import.meta.dirname, main));
  const own = [import.meta.dirname, join(import.meta.dirname, "../chain/manifest.ts")];
  expect(files.size).toBeGreaterThan(4);
  expect([...files].filter((file) => !own.some((place) => file.startsWith(place)))).toEqual([]);
  expect([...others].filter((name) => !name.startsWith("node:")).sort()).toEqual(LIBRARIES);
});

test("what the product imports would be found", () => {
  const { others } = reach(join(import.meta.dirname, "../product/ingest.ts"));
  expect([...others]).toContain("@redflag/ingest/ingest-range");
});
