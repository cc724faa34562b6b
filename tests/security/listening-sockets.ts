import { readdirSync, readFileSync, readlinkSync } from "node:fs";

const LISTENS = "0A";

export interface ListeningSocket {
  /** As /proc writes it: bytes of each word in this machine's order. */
  addressHex: string;
  port: number;
}

const LOOPBACK: readonly string[] = ["0100007F", "00000000000000000000000001000000"];

export function isLoopback({ addressHex }: ListeningSocket): boolean {
  return LOOPBACK.includes(addressHex);
}

/** The TCP ports that a process and its children listen on, as Linux tells it. */
export function listListening(pid: number): ListeningSocket[] {
  const own = new Set([pid, ...childrenOf(pid)].flatMap(socketsOf));
  return ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((table) =>
    readFileSync(table, "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === LISTENS && own.has(inode ?? ""))
      .map(([, local = ""]) => {
        const [addressHex = "", port = ""] = local.split(":");
        return { addressHex, port: Number.parseInt(port, 16) };
      }),
  );
}

function childrenOf(pid: number): number[] {
  const direct = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((each) => parentOf(each) === pid);
  return [...direct, ...direct.flatMap(childrenOf)];
}

function parentOf(pid: number): number | undefined {
  try {
    // The name, which may hold anything, stands in brackets; then come state and parent.
    const [, parent] = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return Number(parent);
  } catch {
    // It ended meanwhile.
    return undefined;
  }
}

/** Inodes. */
function socketsOf(pid: number): string[] {
  let names: string[];
  try {
    names = readdirSync(`/proc/${pid}/fd`);
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${name}`))?.[1] ?? [];
    } catch {
      return [];
    }
  });
}
