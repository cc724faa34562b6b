import { packBundle } from "./bundle-archive.ts";
import { BundleContent, BundleOrigin } from "./bundle-content.ts";
import { filesOfBundle } from "./bundle-files.ts";
import { bundleJson } from "./bundle-json.ts";
import { MANIFEST_PATH, manifestOf, SIGNATURE_PATH } from "./bundle-manifest.ts";
import { type BundleSigner, signManifest } from "./bundle-signature.ts";

/** A bundle's bytes: the same for the same content, origin and key. What is read in it is made here of what is checked. */
export function writeBundle(content: BundleContent, origin: BundleOrigin, signer: BundleSigner): Uint8Array {
  const files = filesOfBundle(BundleContent.parse(content), BundleOrigin.parse(origin));
  const manifest = bundleJson(manifestOf(content.alert.id, origin, files));
  files.set(MANIFEST_PATH, manifest);
  files.set(SIGNATURE_PATH, bundleJson(signManifest(manifest, signer)));
  return packBundle(files);
}
