import { mkdirSync, writeFileSync } from "node:fs";
import { indexFile, indexText, REGISTRY_FOLDERS } from "./registry-files.ts";

/**
 * `pnpm registries`: names every file of the registries' folders in their index, so that adding one is adding a file, and
 * writes what they hold into the reference pages.
 */
const reference = new URL("../../../docs/reference/", import.meta.url);
for (const folder of REGISTRY_FOLDERS) writeFileSync(indexFile(folder), indexText(folder));
// Only now: the registries read the indexes when they are loaded.
const { REFERENCE_PAGES } = await import("./reference-pages.ts");
mkdirSync(reference, { recursive: true });
for (const { file, text } of REFERENCE_PAGES) writeFileSync(new URL(file, reference), text);
