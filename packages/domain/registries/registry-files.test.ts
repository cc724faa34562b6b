import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { indexText, REGISTRY_FOLDERS } from "./registry-files.ts";

const source = new URL("../src/", import.meta.url);

test.each(REGISTRY_FOLDERS.map((folder) => [folder.folder, folder] as const))(
  "every file in %s/ stands in the index; if not, run `pnpm registries`",
  (_, folder) => {
    expect(readFileSync(new URL(folder.index, source), "utf8")).toBe(indexText(source, folder));
  },
);
