import { ok } from "node:assert";
import { lstat, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "@redflag/domain/problem";

/** Survives a reboot where it can: under /var/tmp files of a database might be cleaned away for their age. */
const PARENTS = ["/var/lib", "/var/tmp"];

/**
 * A directory that belongs to root and that every account can go through: for a server that must run as another
 * account when our own place is closed to it. Only called as root.
 * @throws Problem `embedded_database_failed`
 */
export async function getReachablePlace(): Promise<string> {
  ok(process.getuid?.() === 0, "only root runs the server as another account");
  for (const parent of PARENTS) {
    const place = join(parent, "redflag-embedded");
    try {
      await mkdir(place, { mode: 0o711 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") continue;
    }
    // /var/tmp is open to everybody: somebody else may have made the directory first, to own what we put there.
    const found = await lstat(place);
    if (found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0) return place;
  }
  const detail = `none of ${PARENTS.join(", ")} can hold a directory for a server that does not run as root`;
  throw new Problem("embedded_database_failed", detail);
}
