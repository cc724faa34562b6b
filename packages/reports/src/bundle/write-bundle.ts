import { Problem } from "@redflag/domain/problem";
import { packBundle, tooMuchText } from "./bundle-archive.ts";
import { BundleContent, BundleOrigin } from "./bundle-content.ts";
import { filesOfBundle } from "./bundle-files.ts";
import { bundleJson } from "./bundle-json.ts";
import { MANIFEST_PATH, manifestOf, SIGNATURE_PATH } from "./bundle-manifest.ts";
import { type BundleSigner, signManifest } from "./bundle-signature.ts";

/**
 * A bundle's bytes: the same for the same content, origin and key. What is read in it is made here of what is checked.
 * @throws Problem `bundle_refused` where it would be more than anybody reads again
 */
export function writeBundle(content: BundleContent, origin: BundleOrigin, signer: BundleSigner): Uint8Array {
  const files = filesOfBundle(BundleContent.parse(content), BundleOrigin.parse(origin));
  const manifest = bundleJson(manifestOf(content.alert.id, origin, files));
  files.set(MANIFEST_PATH, manifest);
  files.set(SIGNATURE_PATH, bundleJson(signManifest(manifest, signer)));
  const tooMuch = tooMuchText(files);
  if (tooMuch !== undefined) throw new Problem("bundle_refused", `of alert ${content.alert.id}: ${tooMuch}`);
  return packBundle(files);
}
