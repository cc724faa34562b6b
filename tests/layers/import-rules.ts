import { posix } from "node:path";
import { isForBrowser, isForTests, unitOf } from "./place.ts";
import type { SourceFile } from "./source-file.ts";

/** The packages, and which others each may import: `domain ← {chain, lists, store}`, `contract ← runtime`, `{chain, contract} ← reports`. */
export const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  chain: ["domain"],
  lists: ["domain"],
  store: ["domain"],
  contract: ["domain"],
  runtime: ["contract", "domain"],
  reports: ["chain", "contract", "domain"],
};

/**
 * The services. Each may import every package; the command line, which puts the process together, others too. So may the file
 * that starts a service as a process of its own, and what tests it: nothing else of it knows what was put together.
 */
export const SERVICES: Readonly<Record<string, readonly string[]>> = {
  api: [],
  console: [],
  ingest: [],
  notify: [],
  refresh: [],
  screen: [],
  cli: ["api", "console", "ingest", "notify", "refresh", "screen"],
};

/** Libraries that only these may import: what is behind them can be exchanged in one place. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  ethers: ["chain"],
  solc: ["chain"],
  "@foundry-rs/anvil": ["chain"],
  kysely: ["store"],
  pg: ["store", "runtime", "tests"],
  bullmq: ["runtime"],
  ioredis: ["runtime"],
  "@opentelemetry/api": ["runtime"],
  "@opentelemetry/exporter-trace-otlp-proto": ["runtime"],
  "@opentelemetry/resources": ["runtime"],
  "@opentelemetry/sdk-trace": ["runtime"],
};

/** All that domain may import besides itself. None of them does I/O, and all run in a browser. */
const DOMAIN_LIBRARIES: readonly string[] = ["zod", "canonicalize", "@noble/hashes", "@scure/base"];
/** What a browser may load of the workspace: nothing that opens a file, a socket or a database. */
const PACKAGES_FOR_BROWSERS: readonly string[] = ["contract", "domain"];
const TEST_LIBRARIES: readonly string[] = ["vitest", "fast-check"];

/** What each import of the file breaks, in words; nothing when all is well. */
export function findImportFaults(file: Pick<SourceFile, "path" | "imports">): string[] {
  return file.imports.flatMap((specifier) => {
    const fault = specifier === undefined ? computed(file.path) : faultOf(file.path, specifier);
    return fault === undefined ? [] : [`${file.path}: ${fault}`];
  });
}

function computed(path: string): string | undefined {
  return isForTests(path) ? undefined : "imports something whose name is computed";
}

function faultOf(path: string, specifier: string): string | undefined {
  if (specifier.startsWith(".")) return relativeFault(path, posix.join(posix.dirname(path), specifier));
  const library = libraryOf(specifier);
  if (library.startsWith("@redflag/")) return workspaceFault(path, library.slice("@redflag/".length));
  return externalFault(path, library, specifier);
}

function relativeFault(path: string, target: string): string | undefined {
  const [from, to] = [unitOf(path), unitOf(target)];
  if (from.kind === "tests" || nameOf(from) === nameOf(to)) {
    if (isForTests(target) && !isForTests(path)) return `is product and imports ${target}, which is for tests`;
    return undefined;
  }
  if (to.kind === "tests" && target.startsWith("tests/") && isForTests(path)) return undefined;
  return `reaches out of its package to ${target}`;
}

function workspaceFault(path: string, target: string): string | undefined {
  const from = unitOf(path);
  if (from.kind === "tests") return undefined;
  const own = from.kind === "package" ? PACKAGES[from.name] : SERVICES[from.name];
  if (own === undefined) return `belongs to ${from.name}, which the layers do not know`;
  if (isForBrowser(path) && !PACKAGES_FOR_BROWSERS.includes(target))
    return `a browser loads it, not @redflag/${target}`;
  const others = from.kind === "service" && putsTogether(path) ? Object.keys(SERVICES) : own;
  const allowed = from.kind === "package" ? own : [...Object.keys(PACKAGES), ...others];
  return allowed.includes(target) ? undefined : `${from.name} may not import @redflag/${target}`;
}

function putsTogether(path: string): boolean {
  return /^services\/[^/]+\/src\/main\.ts$/.test(path) || isForTests(path);
}

function externalFault(path: string, library: string, specifier: string): string | undefined {
  const unit = nameOf(unitOf(path));
  const owners = OWNERS[library];
  if (owners !== undefined && !owners.includes(unit)) return `only ${owners.join(" and ")} may import ${library}`;
  if (isForTests(path)) return undefined;
  if (isForBrowser(path) && library.startsWith("node:")) return `a browser loads it, and has no ${specifier}`;
  if (TEST_LIBRARIES.includes(library)) return `is product and imports ${library}`;
  if (unit === "domain" && !DOMAIN_LIBRARIES.includes(library)) return `domain may not import ${specifier}`;
  return undefined;
}

function nameOf(unit: ReturnType<typeof unitOf>): string {
  return unit.kind === "tests" ? "tests" : unit.name;
}

function libraryOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
