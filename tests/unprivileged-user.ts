import { execFileSync } from "node:child_process";

/** PostgreSQL refuses to run as root: who to run it as then. Undefined for anybody else, who may run it themselves. */
export function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}
