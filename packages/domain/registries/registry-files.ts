import { readdirSync } from "node:fs";

/** A folder of `src/` of which each file defines one or more things of one kind, and the index that names them all. */
export interface RegistryFolder {
  folder: string;
  index: string;
  /** The folder that holds both, from this file. */
  source: string;
  constant: string;
  type: string;
  typeFile: string;
}

const DOMAIN = "../src/";
const LISTS = "../../lists/src/";

export const REGISTRY_FOLDERS: readonly RegistryFolder[] = [
  {
    folder: "bridges",
    index: "bridge-files.ts",
    source: DOMAIN,
    constant: "BRIDGE_FILES",
    type: "Bridge",
    typeFile: "bridge.ts",
  },
  {
    folder: "chains",
    index: "chain-files.ts",
    source: DOMAIN,
    constant: "CHAIN_FILES",
    type: "Chain",
    typeFile: "chain.ts",
  },
  {
    folder: "freeze-families",
    index: "freeze-family-files.ts",
    source: DOMAIN,
    constant: "FREEZE_FAMILY_FILES",
    type: "FreezeFamily",
    typeFile: "freeze-family.ts",
  },
  {
    folder: "heuristics",
    index: "heuristic-files.ts",
    source: DOMAIN,
    constant: "HEURISTIC_FILES",
    type: "Heuristic",
    typeFile: "heuristic.ts",
  },
  {
    folder: "importers",
    index: "importer-files.ts",
    source: LISTS,
    constant: "IMPORTER_FILES",
    type: "Importer",
    typeFile: "importer.ts",
  },
  {
    folder: "tokens",
    index: "token-files.ts",
    source: DOMAIN,
    constant: "TOKEN_FILES",
    type: "Token",
    typeFile: "token.ts",
  },
];

const LINE_MAX = 120;

export function indexFile({ source, index }: RegistryFolder): URL {
  return new URL(`${source}${index}`, import.meta.url);
}

/** The text of a folder's index, formatted as the project's formatter leaves it: it depends on the names of the files alone. */
export function indexText({ source, folder, constant, type, typeFile }: RegistryFolder): string {
  const names = readdirSync(new URL(`${source}${folder}/`, import.meta.url))
    .filter((name) => /^[a-z0-9-]+\.ts$/.test(name))
    .map((name) => name.slice(0, -".ts".length))
    .sort();
  const imports = [
    { from: `./${typeFile.slice(0, -".ts".length)}`, what: `type { ${type} }` },
    ...names.map((name) => ({ from: `./${folder}/${name}`, what: `* as ${camelCase(name)}` })),
  ].sort((a, b) => (a.from < b.from ? -1 : 1));
  const head = `export const ${constant}: ReadonlyArray<Readonly<Record<string, ${type}>>> = `;
  const inLine = `${head}[${names.map(camelCase).join(", ")}];`;
  const inLines = `${head}[\n${names.map((name) => `  ${camelCase(name)},\n`).join("")}];`;
  return `// Written by \`pnpm registries\` from the files in ${folder}/. Do not edit.

${imports.map(({ from, what }) => `import ${what} from "${from}.ts";`).join("\n")}

${inLine.length <= LINE_MAX ? inLine : inLines}
`;
}

/** A suffix keeps words of the language, such as `try`, from being taken for one. */
function camelCase(name: string): string {
  return `${name.replaceAll(/-([a-z0-9])/g, (_, next: string) => next.toUpperCase())}File`;
}
