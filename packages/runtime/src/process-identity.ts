import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

export interface ProcessIdentity {
  /** Opaque; with the pid it names one process for ever, while a pid alone is given again to another. */
  startedAt: string;
  /** Program and arguments as one text. */
  command: string;
}

const run = promisify(execFile);

/** Who has this pid now; undefined when nobody has, or only a zombie that waits to be reaped. */
export async function findProcess(pid: number): Promise<ProcessIdentity | undefined> {
  return process.platform === "linux" ? findInProc(pid) : findWithPs(pid);
}

async function findInProc(pid: number): Promise<ProcessIdentity | undefined> {
  try {
    const [stat, cmdline, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, "utf8"),
      readFile(`/proc/${pid}/cmdline`, "utf8"),
      readFile("/proc/sys/kernel/random/boot_id", "utf8"),
    ]);
    // The name in parentheses may itself hold spaces and parentheses: fields are counted from behind the last one.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state, startTicks] = [fields[0], fields[19]];
    if (state === "Z" || state === "X" || startTicks === undefined) return undefined;
    return { startedAt: `${boot.trim()} ${startTicks}`, command: cmdline.replaceAll("\0", " ").trim() };
  } catch {
    return undefined;
  }
}

async function findWithPs(pid: number): Promise<ProcessIdentity | undefined> {
  try {
    const env = { PATH: process.env.PATH ?? "/bin:/usr/bin", LC_ALL: "C", TZ: "UTC" };
    const { stdout } = await run("ps", ["-ww", "-o", "stat=,lstart=,command=", "-p", String(pid)], { env });
    const match = /^\s*(\S+)\s+(\w+\s+\w+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)$/m.exec(stdout);
    if (match === null || match[1]?.startsWith("Z")) return undefined;
    return { startedAt: match[2] as string, command: match[3] as string };
  } catch {
    return undefined;
  }
}
