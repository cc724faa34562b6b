import { randomUUID } from "node:crypto";
import { link, mkdir, open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { Problem, type ProblemCode } from "@redflag/domain/problem";
import { readSecretFile } from "./secret-file.ts";

/**
 * What a file holds that only this installation knows, made where there is none. Processes that start at once agree on one.
 * @param problem what it is called where the file cannot be read or made
 * @throws Problem of that code
 */
export async function openKeyFile(path: string, make: () => string | Buffer, problem: ProblemCode): Promise<string> {
  const there = await findKeyFile(path, problem);
  if (there !== undefined) return there;
  await makeKeyFile(path, make, problem);
  const made = await findKeyFile(path, problem);
  if (made === undefined) throw new Problem(problem, `${path} went away while it was made`);
  return made;
}

/**
 * The same, without making one.
 * @throws Problem of that code
 */
export async function findKeyFile(path: string, problem: ProblemCode): Promise<string | undefined> {
  try {
    return readSecretFile(path);
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw failed(path, error, problem);
  }
}

/** Written aside and linked into its place: whoever comes second takes the first one's, and nobody reads half of one. */
async function makeKeyFile(path: string, make: () => string | Buffer, problem: ProblemCode): Promise<void> {
  const aside = `${path}.${randomUUID()}.new`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(aside, "wx", 0o600);
    try {
      await file.writeFile(make());
      await file.sync();
    } finally {
      await file.close();
    }
    await link(aside, path).catch((error: unknown) => {
      if (!isCode(error, "EEXIST")) throw error;
    });
  } catch (error) {
    throw failed(path, error, problem);
  } finally {
    await rm(aside, { force: true });
  }
}

function failed(path: string, cause: unknown, problem: ProblemCode): Problem {
  return new Problem(problem, `${path}: ${cause instanceof Error ? cause.message : cause}`, { cause });
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
