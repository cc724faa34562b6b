import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/**/*.test.ts", "services/**/*.test.ts", "tests/**/*.test.ts"],
    globalSetup: ["tests/postgres-server.ts"],
    // Two workers and one PostgreSQL fill a small machine; the timeouts only end what hangs.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
