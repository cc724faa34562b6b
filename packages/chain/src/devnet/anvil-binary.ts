import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Problem } from "@redflag/domain/problem";

const ARCHITECTURES: Partial<Record<NodeJS.Architecture, string>> = { x64: "amd64", arm64: "arm64" };

/**
 * The node's own binary, from the platform package that npm chose. Started through the package's JavaScript command
 * it would be a grandchild, which a killed parent leaves behind unseen.
 * @throws Problem `node_failed` when there is none for this platform
 */
export function findAnvilBinary(): string {
  const platformPackage = `@foundry-rs/anvil-${process.platform}-${ARCHITECTURES[process.arch] ?? process.arch}`;
  // The platform package is a dependency of the anvil package, so it is looked for from there.
  const fromAnvil = createRequire(import.meta.resolve("@foundry-rs/anvil/package.json"));
  try {
    const manifest = fromAnvil.resolve(`${platformPackage}/package.json`);
    return join(dirname(manifest), "bin", process.platform === "win32" ? "anvil.exe" : "anvil");
  } catch (error) {
    throw new Problem("node_failed", `${platformPackage} is not installed`, { cause: error });
  }
}
