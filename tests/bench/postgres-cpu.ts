import { readdirSync, readFileSync } from "node:fs";

/** What Linux counts processor time in, for every program. */
const TICKS_PER_SECOND = 100;

interface ProcessTimes {
  parent: number;
  ticks: number;
}

/**
 * Processor seconds that a server has used since it began: its first process, all its children, and the children it has
 * outlived.
 */
export function readTreeCpuSeconds(rootPid: number): number {
  const processes = new Map<number, ProcessTimes>();
  for (const name of readdirSync("/proc")) {
    const times = /^\d+$/.test(name) ? findTimes(name) : undefined;
    if (times !== undefined) processes.set(Number(name), times);
  }
  let ticks = 0;
  for (const [pid, times] of processes) {
    if (pid === rootPid || times.parent === rootPid) ticks += times.ticks;
  }
  return ticks / TICKS_PER_SECOND;
}

/** Processor seconds of one process that runs. */
export function readCpuSeconds(pid: number): number {
  return (findTimes(String(pid))?.ticks ?? Number.NaN) / TICKS_PER_SECOND;
}

/** Memory that a process that runs holds, and the most that it has held since it began. */
export function readMemoryMb(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const [, nowKb] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
  const [, peakKb] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
  return { now: Number(nowKb) / 1024, peak: Number(peakKb) / 1024 };
}

/** Own time, and that of children it has waited for. Undefined for a process that has gone. */
function findTimes(pid: string): ProcessTimes | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name in brackets may hold spaces and brackets.
    const fields = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const [, parent = 0] = fields;
    const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15);
    return { parent, ticks: user + system + childUser + childSystem };
  } catch {
    return undefined;
  }
}
