import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/**/*.test.ts", "services/**/*.test.ts", "tests/**/*.test.ts"],
    globalSetup: ["tests/postgres-server.ts", "tests/browser/browser-binary.ts"],
    // Three workers, who often wait for processes of their own, and one PostgreSQL fill a machine with two cores; the
    // timeouts only end what hangs.
    maxWorkers: 3,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
