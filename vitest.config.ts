import { globSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { COMPILE_CACHE } from "./tests/compile-cache.ts";

// Also for the workers: what one has compiled of installed packages, those that begin after it has ended do not compile again.
Object.assign(process.env, COMPILE_CACHE);

const TESTS = ["packages/**/*.test.ts", "services/**/*.test.ts", "tests/**/*.test.ts"];
const exclude = ["**/node_modules/**"];
/** They put other modules in the place of real ones, or another clock, for themselves alone. */
const swapping = globSync(TESTS, { exclude }).filter(
  (file) => file === "tests/simulator/run.test.ts" || /\bvi\.(?:mock|doMock)\(/.test(readFileSync(file, "utf8")),
);

/**
 * What takes longest begins first, also where no earlier run has said so: begun last, one worker is left with it alone. What
 * stands beside the code takes least, and keeps all of them busy to the end.
 */
const LONGEST = [
  "tests/simulator/run",
  "tests/kill/",
  "tests/browser/",
  "services/cli/src/demo/",
  "tests/backfill/",
  "tests/guides/",
  "tests/bench/",
  "tests/",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification) => {
      const file = relative(import.meta.dirname, moduleId);
      const place = LONGEST.findIndex((part) => file.startsWith(part));
      return place === -1 ? LONGEST.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    globalSetup: ["tests/postgres-server.ts", "tests/browser/browser-binary.ts"],
    // Three workers, who often wait for processes of their own, and one PostgreSQL fill a machine with two cores; the
    // timeouts only end what hangs.
    maxWorkers: 3,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    projects: [
      // Loading every module anew for each file took half of the time: a worker keeps them for the next file. So no helper
      // of tests opens, or hooks, anything as it is loaded.
      {
        extends: true,
        test: { name: "kept", include: TESTS, exclude: [...exclude, ...swapping], isolate: false },
      },
      { extends: true, test: { name: "own", include: swapping, isolate: true } },
    ],
  },
});
