import { OpenToAllError, readSecretFile } from "./secret-file.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The variable that names a file with the value of this one. */
export function fileVariable(name: string): string {
  return `${name}_FILE`;
}

/**
 * The environment with each of these variables that names a file, as `REDFLAG_REDIS_URL_FILE` does, set to what that file holds:
 * what stands in a variable shows in `docker inspect`, in a unit's file, to whoever may list processes.
 * @param names of variables that hold secrets
 * @param faults what is wrong is added; nothing of a file's text is told
 */
export function withSecretFiles(env: Environment, names: readonly string[], faults: string[]): Environment {
  const read: Record<string, string> = {};
  for (const name of names) {
    const path = env[fileVariable(name)];
    if (path === undefined || path === "") continue;
    if (env[name]) faults.push(`${name} and ${fileVariable(name)} are both given, and one is enough`);
    try {
      const text = readSecretFile(path).trim();
      if (text === "") faults.push(`${fileVariable(name)} "${path}" is empty`);
      read[name] = text;
    } catch (error) {
      faults.push(`${fileVariable(name)} "${path}" cannot be read (${reasonOf(error)})`);
    }
  }
  return { ...env, ...read };
}

/** Without what a file holds. */
export function reasonOf(error: unknown): string {
  if (error instanceof OpenToAllError) return error.message;
  return error instanceof Error && "code" in error ? String(error.code) : "unknown cause";
}
