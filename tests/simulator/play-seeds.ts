import { addCounts, noCounts, type SeedReport } from "./report.ts";
import { runSeed } from "./run.ts";
import type { SeedServer } from "./seed-database.ts";
import { MUSEUM } from "./seeds.ts";
import { openServer } from "./server.ts";
import type { SimulatorOptions } from "./simulator-command.ts";

/** Runs at once: one waits for the database while the other computes. */
const PARALLEL = 2;
const VIOLATIONS_SHOWN_MAX = 5;
const VIOLATION_CHARS_MAX = 1_500;
const PLAIN_PROGRESS_MS = 10_000;

/** Runs seeds, tells of each that failed, sums up, and sets the exit code. */
export async function playSeeds(options: SimulatorOptions): Promise<void> {
  const play = new Play(options);
  // What is under way is ended and summed up; a second one ends at once.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => play.end());
  play.tellBegin();
  const server = await openServer();
  try {
    await Promise.all(Array.from({ length: PARALLEL }, () => play.work(server)));
  } finally {
    await server.release();
  }
  process.exitCode = play.summarize() === 0 ? 0 : 1;
}

class Play {
  readonly #options: SimulatorOptions;
  readonly #begun = Date.now();
  readonly #museum: number[];
  readonly #total = noCounts();
  readonly #failed: SeedReport[] = [];
  #done = 0;
  #nextSeed: number;
  #shownAt = Date.now();
  #isAskedToEnd = false;

  constructor(options: SimulatorOptions) {
    this.#options = options;
    this.#nextSeed = options.seed;
    this.#museum = options.museum ? MUSEUM.map(({ seed }) => seed) : [];
  }

  tellBegin(): void {
    if (this.#options.json) return;
    const fromMuseum = this.#museum.length > 0 ? `, ${this.#museum.length} from the museum` : "";
    print(`simulator: first seed ${this.#options.seed}${fromMuseum}`);
  }

  end(): void {
    this.#isAskedToEnd = true;
  }

  async work(server: SeedServer): Promise<void> {
    for (let seed = this.#takeSeed(); seed !== undefined; seed = this.#takeSeed()) {
      const onTrace = (lines: readonly string[]) => print(lines.join("\n"));
      const report = await runSeed({ server, seed, ...(this.#options.trace && { onTrace }) });
      this.#done++;
      addCounts(this.#total, report.counts);
      if (report.violations.length > 0) this.#tellFailure(report);
      this.#tellProgress();
    }
  }

  /** @returns how many failed */
  summarize(): number {
    const { faults, answers, ...counts } = this.#total;
    if (this.#options.json) {
      const failures = this.#failed.map(({ seed, digest, violations }) => ({ seed, digest, violations }));
      const { seed: firstSeed } = this.#options;
      print(JSON.stringify({ seeds: this.#done, firstSeed, failures, ...counts, faults, answers }));
    } else {
      clearLine();
      print(`${this.#done} seeds in ${this.#elapsedS()} s, ${this.#failed.length} failed`);
      print(listCounts(counts));
      print(`faults of endpoints: ${listCounts(faults)}`);
      print(`answers of receivers: ${listCounts(answers)}`);
    }
    return this.#failed.length;
  }

  #takeSeed(): number | undefined {
    if (this.#isAskedToEnd) return undefined;
    const fromMuseum = this.#museum.shift();
    if (fromMuseum !== undefined) return fromMuseum;
    const { limit, seed } = this.#options;
    const isOver =
      "seeds" in limit ? this.#nextSeed - seed >= limit.seeds : Date.now() - this.#begun >= limit.seconds * 1_000;
    return isOver ? undefined : this.#nextSeed++;
  }

  #tellFailure(report: SeedReport): void {
    this.#failed.push(report);
    if (this.#options.json) return;
    clearLine();
    print(`seed ${report.seed} failed (trace ${report.digest}); again: npx pnpm sim --seed ${report.seed}`);
    for (const violation of report.violations.slice(0, VIOLATIONS_SHOWN_MAX)) {
      print(`  ${violation.slice(0, VIOLATION_CHARS_MAX)}`);
    }
  }

  #tellProgress(): void {
    if (this.#options.json) return;
    const line = `${this.#done} seeds, ${this.#failed.length} failed, ${this.#elapsedS()} s`;
    if (process.stdout.isTTY) {
      clearLine();
      process.stdout.write(line);
    } else if (Date.now() - this.#shownAt >= PLAIN_PROGRESS_MS) {
      this.#shownAt = Date.now();
      print(line);
    }
  }

  #elapsedS(): number {
    return Math.round((Date.now() - this.#begun) / 1_000);
  }
}

function clearLine(): void {
  if (process.stdout.isTTY) process.stdout.write("\r\u001b[K");
}

function listCounts(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count.toLocaleString("en")}`)
    .join(" · ");
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
