import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Artifacts, CONTRACT_NAMES, parseArtifacts, readCompilerOutput } from "./contract-artifact.ts";

const SOURCE_DIR = new URL("../../contracts/", import.meta.url);
const COMPILER_PACKAGE = new URL(import.meta.resolve("solc/package.json"));

/** Part of the cache key: whatever changes the byte code. */
const SETTINGS = {
  optimizer: { enabled: true, runs: 200 },
  outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } },
};

/**
 * Creation code and ABI of the demo's contracts. Loading and running the compiler takes about half a second, so the
 * result is kept in `cacheDir`, in a file named after the hash of sources, settings and compiler version; a file that
 * cannot be read is compiled anew.
 * @throws Error when a source does not compile: our mistake, not the operator's
 */
export async function compileContracts(cacheDir: string): Promise<Artifacts> {
  const input = JSON.stringify({ language: "Solidity", sources: await readSources(), settings: SETTINGS });
  const compilerVersion: unknown = JSON.parse(await readFile(COMPILER_PACKAGE, "utf8")).version;
  const key = createHash("sha256").update(`${compilerVersion}\n${input}`).digest("hex");
  const file = join(cacheDir, `contracts-${key.slice(0, 32)}.json`);
  const cached = await findCached(file);
  if (cached !== undefined) return cached;

  const artifacts = readCompilerOutput(await runCompiler(input));
  await mkdir(cacheDir, { recursive: true });
  // Two may compile at once: each writes its own file, and either may win.
  const draft = `${file}.${randomUUID()}.draft`;
  await writeFile(draft, JSON.stringify(artifacts));
  await rename(draft, file);
  return artifacts;
}

async function readSources(): Promise<Record<string, { content: string }>> {
  const sources: Record<string, { content: string }> = {};
  for (const name of CONTRACT_NAMES) {
    const file = `${name}.sol`;
    sources[file] = { content: await readFile(fileURLToPath(new URL(file, SOURCE_DIR)), "utf8") };
  }
  return sources;
}

async function findCached(file: string): Promise<Artifacts | undefined> {
  try {
    return parseArtifacts(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return undefined;
  }
}

/** The compiler is 8 MB of JavaScript and rethrows every unhandled rejection: loaded when needed, its listener removed. */
async function runCompiler(input: string): Promise<unknown> {
  const before = process.listeners("unhandledRejection");
  const { default: solc } = await import("solc");
  for (const listener of process.listeners("unhandledRejection")) {
    if (!before.includes(listener)) process.off("unhandledRejection", listener);
  }
  return JSON.parse(String(solc.compile(input)));
}
