import { globSync, readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

const BESIDE_THE_CODE = ["packages/**/*.test.ts", "services/**/*.test.ts"];
const exclude = ["**/node_modules/**"];
/** They put other modules in the place of real ones, for themselves alone. */
const swapping = globSync(BESIDE_THE_CODE, { exclude }).filter((file) =>
  /\bvi\.(?:mock|doMock)\(/.test(readFileSync(file, "utf8")),
);

export default defineConfig({
  test: {
    globalSetup: ["tests/postgres-server.ts", "tests/browser/browser-binary.ts"],
    // Three workers, who often wait for processes of their own, and one PostgreSQL fill a machine with two cores; the
    // timeouts only end what hangs.
    maxWorkers: 3,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    projects: [
      // Loading every module anew for each file took half of the time: a worker keeps them for the next file.
      {
        extends: true,
        test: { name: "kept", include: BESIDE_THE_CODE, exclude: [...exclude, ...swapping], isolate: false },
      },
      { extends: true, test: { name: "own", include: [...swapping, "tests/**/*.test.ts"], isolate: true } },
    ],
  },
});
