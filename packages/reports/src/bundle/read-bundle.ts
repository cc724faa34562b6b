import type { AlertExplanation } from "@redflag/contract/alert-explanation";
import { unpackBundle } from "./bundle-archive.ts";
import { explainBundle } from "./bundle-explanation.ts";
import { contentOfFiles } from "./bundle-files.ts";
import { fileOf, readBundleJson, unreadable } from "./bundle-json.ts";
import { BundleManifest, MANIFEST_PATH } from "./bundle-manifest.ts";

export interface ReadBundle {
  manifest: BundleManifest;
  /** Of the alert as the bundle holds it. */
  explanation: AlertExplanation;
}

/**
 * What a bundle says, without holding it to anything: `replayBundle` does.
 * @throws Problem `bundle_unreadable`
 */
export function readBundle(bytes: Uint8Array): ReadBundle {
  const { files } = unpackBundle(bytes);
  const manifest = readBundleJson(MANIFEST_PATH, fileOf(files, MANIFEST_PATH), BundleManifest);
  const content = contentOfFiles(files);
  try {
    return { manifest, explanation: explainBundle(content) };
  } catch (error) {
    throw unreadable(
      "alert.json",
      `does not go with the other files: ${error instanceof Error ? error.message : error}`,
    );
  }
}
