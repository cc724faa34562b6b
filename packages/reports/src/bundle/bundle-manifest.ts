import { createHash } from "node:crypto";
import { z } from "zod";
import { BundleOrigin } from "./bundle-content.ts";
import { Bytes32, Count } from "./bundled-words.ts";

export const MANIFEST_PATH = "manifest.json";
export const SIGNATURE_PATH = "manifest.sig.json";
const UNLISTED: readonly string[] = [MANIFEST_PATH, SIGNATURE_PATH];

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What is in a bundle, each file with its hash. It is what is signed. */
export const BundleManifest = z.strictObject({
  format: z.literal("redflag.bundle/1"),
  alert: Bytes32,
  origin: BundleOrigin,
  /** All others than this one and its signature, by path. */
  files: z.array(z.strictObject({ path: z.string().max(100), bytes: Count, sha256: Sha256 })),
});
export type BundleManifest = z.infer<typeof BundleManifest>;

export function manifestOf(
  alert: BundleManifest["alert"],
  origin: BundleOrigin,
  files: ReadonlyMap<string, Uint8Array>,
): BundleManifest {
  return {
    format: "redflag.bundle/1",
    alert,
    origin,
    files: [...files]
      .map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: sha256Of(bytes) }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** Each file that is not as the manifest says, in words. */
export function fileFaults({ files: listed }: BundleManifest, files: ReadonlyMap<string, Uint8Array>): string[] {
  const named = new Set(listed.map(({ path }) => path));
  const faults = listed.flatMap(({ path, bytes, sha256 }) => {
    const file = files.get(path);
    if (file === undefined) return [`${path} is missing`];
    if (file.length !== bytes) return [`${path} has ${file.length} bytes, and had ${bytes}`];
    return sha256Of(file) === sha256 ? [] : [`${path} was changed: its SHA-256 is another`];
  });
  for (const path of files.keys()) {
    if (!named.has(path) && !UNLISTED.includes(path)) faults.push(`${path} was added: the manifest does not name it`);
  }
  if (named.size !== listed.length) faults.push(`${MANIFEST_PATH} names a file twice`);
  return faults;
}

function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
