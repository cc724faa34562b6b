/**
 * Preloaded into each process that is measured (`node --import`): when it ends it writes what it used to the file that
 * BENCH_USAGE_FILE names. Nobody else can know: a process's peak is gone with it.
 */
import { readFileSync, writeFileSync } from "node:fs";

process.on("exit", () => {
  const file = process.env.BENCH_USAGE_FILE;
  if (file === undefined) return;
  const { user, system } = process.cpuUsage();
  // Of this program alone; the kernel's `maxrss` begins with what the process that started it held.
  const [, peakKb] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  writeFileSync(file, JSON.stringify({ cpuSeconds: (user + system) / 1e6, rssPeakMb: Number(peakKb) / 1024 }));
});
