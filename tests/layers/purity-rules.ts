import { isForTests, unitOf } from "./place.ts";
import type { SourceFile } from "./source-file.ts";

/** What would make domain's answers depend on when, where or how often it runs. */
const IMPURE: ReadonlyArray<readonly [what: string, pattern: RegExp]> = [
  ["the clock", /\bDate\.now\b|\bnew Date\(\s*\)|(?<!new )\bDate\(|\bperformance\s*\./],
  ["randomness", /\bMath\.random\b|\bcrypto\s*\./],
  ["the process", /(?<![.\w])process\s*[.[]/],
  ["the network", /(?<![.\w])fetch\s*\(|\bnew (?:WebSocket|XMLHttpRequest)\b/],
  ["a timer", /\bset(?:Timeout|Interval|Immediate)\s*\(/],
];

export function findImpurities({ path, code }: Pick<SourceFile, "path" | "code">): string[] {
  const unit = unitOf(path);
  if (unit.kind !== "package" || unit.name !== "domain" || isForTests(path)) return [];
  return IMPURE.filter(([, pattern]) => pattern.test(code)).map(([what]) => `${path}: domain asks ${what}`);
}

/** Those of the command line that are a process, and the demo, which is one for as long as it lives. */
const PROCESS =
  /^services\/cli\/(?:build|src)\/main\.ts$|^services\/cli\/src\/surroundings\.ts$|^services\/cli\/src\/demo\//;

/** A command has `surroundings()`: tests run hundreds of them in one process. */
export function findProcessUses({ path, code }: Pick<SourceFile, "path" | "code">): string[] {
  const unit = unitOf(path);
  if (unit.kind !== "service" || unit.name !== "cli" || isForTests(path) || PROCESS.test(path)) return [];
  const used = [...new Set(code.match(/(?<![.\w])process\.(?:stdin|stdout|stderr|env|exitCode)\b/g))];
  return used.map((what) => `${path}: ${what} of the process, not of the command's surroundings`);
}
