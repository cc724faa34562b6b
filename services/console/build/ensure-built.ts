import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Problem } from "@redflag/domain/problem";
import { keepBuild } from "@redflag/runtime/kept-build";

const CONSOLE_DIR = join(import.meta.dirname, "..");
const SOURCES = [
  "services/console/src",
  "services/console/build",
  "services/console/index.html",
  "services/console/tsconfig.json",
  "services/console/vite.config.ts",
  "packages/contract/src",
  "packages/domain/src",
  "docs/examples/webhooks",
  "pnpm-lock.yaml",
  "tsconfig.json",
];
const BUILD_TIMEOUT_MS = 120_000;

/**
 * The folder of the console's files, built from its sources unless that was done before.
 * @param onBuild called before a build, which takes seconds
 * @throws Problem `console_not_built`
 */
export async function ensureConsoleBuilt(onBuild: () => void = () => {}): Promise<string> {
  return keepBuild({
    root: join(CONSOLE_DIR, "../.."),
    sources: SOURCES,
    directory: join(CONSOLE_DIR, ".dist"),
    make(folder) {
      onBuild();
      return runVite(folder);
    },
  });
}

async function runVite(outDir: string): Promise<void> {
  const vite = join(fileURLToPath(import.meta.resolve("vite/package.json")), "../bin/vite.js");
  const args = [vite, "build", "--configLoader", "native", "--outDir", outDir, "--emptyOutDir", "--logLevel", "warn"];
  try {
    // Whoever starts it under another NODE_ENV would get React as it is for those who develop it.
    const env = { ...process.env, NODE_ENV: "production" };
    await promisify(execFile)(process.execPath, args, { cwd: CONSOLE_DIR, env, timeout: BUILD_TIMEOUT_MS });
  } catch (cause) {
    throw new Problem("console_not_built", cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
