import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import type { Plugin } from "vite";

/** Beside each file that shrinks, the file as `br` and `gz`: whoever serves them compresses nothing per request. */
export function precompressed(): Plugin {
  return {
    name: "redflag-precompressed",
    apply: "build",
    async writeBundle({ dir }) {
      if (dir === undefined) throw new Error("a build has a folder");
      const assets = join(dir, "assets");
      const names = await readdir(assets);
      await Promise.all(
        names.filter((name) => /\.(?:js|css|svg)$/.test(name)).map((name) => compress(join(assets, name))),
      );
    },
  };
}

async function compress(path: string): Promise<void> {
  const bytes = await readFile(path);
  await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes));
  await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }));
}
