import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { indexFile, indexText, REGISTRY_FOLDERS } from "./registry-files.ts";

test.each(REGISTRY_FOLDERS.map((folder) => [folder.folder, folder] as const))(
  "every file in %s/ stands in the index; if not, run `pnpm registries`",
  (_, folder) => {
    expect(readFileSync(indexFile(folder), "utf8")).toBe(indexText(folder));
  },
);
