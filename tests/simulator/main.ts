import { parseArguments } from "./arguments.ts";
import { addCounts, noCounts, type SeedReport } from "./report.ts";
import { runSeed } from "./run.ts";
import { MUSEUM } from "./seeds.ts";
import { openServer } from "./server.ts";

/** Runs at once: one waits for the database while the other computes. */
const PARALLEL = 2;
const VIOLATIONS_SHOWN_MAX = 5;
const VIOLATION_CHARS_MAX = 1_500;
const PLAIN_PROGRESS_MS = 10_000;

const options = parseArguments(process.argv.slice(2));
const begun = Date.now();
const museum = options.museum ? MUSEUM.map(({ seed }) => seed) : [];
const total = noCounts();
const failed: SeedReport[] = [];
let done = 0;
let nextSeed = options.seed;
let shownAt = Date.now();
let isAskedToEnd = false;
// What is under way is ended and summed up; a second one ends at once.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => (isAskedToEnd = true));

if (!options.json)
  print(`simulator: first seed ${options.seed}${museum.length > 0 ? `, ${museum.length} from the museum` : ""}`);
const server = await openServer();
try {
  await Promise.all(Array.from({ length: PARALLEL }, work));
} finally {
  await server.release();
}
summarize();
process.exitCode = failed.length === 0 ? 0 : 1;

async function work(): Promise<void> {
  for (let seed = takeSeed(); seed !== undefined; seed = takeSeed()) {
    const onTrace = (lines: readonly string[]) => print(lines.join("\n"));
    const report = await runSeed({ server, seed, ...(options.trace && { onTrace }) });
    done++;
    addCounts(total, report.counts);
    if (report.violations.length > 0) tellFailure(report);
    tellProgress();
  }
}

function takeSeed(): number | undefined {
  if (isAskedToEnd) return undefined;
  const fromMuseum = museum.shift();
  if (fromMuseum !== undefined) return fromMuseum;
  const { limit } = options;
  const isOver =
    "seeds" in limit ? nextSeed - options.seed >= limit.seeds : Date.now() - begun >= limit.seconds * 1_000;
  return isOver ? undefined : nextSeed++;
}

function tellFailure(report: SeedReport): void {
  failed.push(report);
  if (options.json) return;
  clearLine();
  print(`seed ${report.seed} failed (trace ${report.digest}); again: npx pnpm sim --seed ${report.seed}`);
  for (const violation of report.violations.slice(0, VIOLATIONS_SHOWN_MAX)) {
    print(`  ${violation.slice(0, VIOLATION_CHARS_MAX)}`);
  }
}

function tellProgress(): void {
  if (options.json) return;
  const line = `${done} seeds, ${failed.length} failed, ${Math.round((Date.now() - begun) / 1_000)} s`;
  if (process.stdout.isTTY) {
    clearLine();
    process.stdout.write(line);
  } else if (Date.now() - shownAt >= PLAIN_PROGRESS_MS) {
    shownAt = Date.now();
    print(line);
  }
}

function clearLine(): void {
  if (process.stdout.isTTY) process.stdout.write("\r\u001b[K");
}

function summarize(): void {
  const { faults, answers, ...counts } = total;
  if (options.json) {
    const failures = failed.map(({ seed, digest, violations }) => ({ seed, digest, violations }));
    print(JSON.stringify({ seeds: done, firstSeed: options.seed, failures, ...counts, faults, answers }));
    return;
  }
  clearLine();
  print(`${done} seeds in ${Math.round((Date.now() - begun) / 1_000)} s, ${failed.length} failed`);
  print(listCounts(counts));
  print(`faults of endpoints: ${listCounts(faults)}`);
  print(`answers of receivers: ${listCounts(answers)}`);
}

function listCounts(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count.toLocaleString("en")}`)
    .join(" · ");
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
