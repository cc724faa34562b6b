import { closeSync, fstatSync, openSync, readFileSync } from "node:fs";

/** What everybody on the machine could read or write. A group may: mounted secrets are given to a process by its group. */
const OTHERS = 0o007;

/** Whose text is no secret any more. */
export class OpenToAllError extends Error {
  readonly code = "OPEN_TO_ALL";

  constructor() {
    super("every user of this machine may open it: give it the mode 600, or 640 for a group");
  }
}

/**
 * The text of a file that holds a secret. One that is open to every user of the machine is refused: who runs this hears of it
 * at the start, and not from somebody else.
 * @throws OpenToAllError, and what reading a file throws
 */
export function readSecretFile(path: string): string {
  const file = openSync(path, "r");
  try {
    // Windows has no such modes, and tells of every file that all may read it.
    if (process.platform !== "win32" && (fstatSync(file).mode & OTHERS) !== 0) throw new OpenToAllError();
    return readFileSync(file, "utf8");
  } finally {
    closeSync(file);
  }
}
