import { z } from "zod";
import { type NamedKey, publicPemOf, signatureVerifier } from "../public-key.ts";
import { bundleText } from "./bundle-json.ts";
import { MANIFEST_PATH, SIGNATURE_PATH } from "./bundle-manifest.ts";

/** Put before the manifest, so that a signature of a bundle is one of nothing else that the same key signs. */
const SIGNED_PREFIX = "redflag.bundle/1\n";

export const BundleSignature = z.strictObject({
  algorithm: z.literal("Ed25519"),
  /** SHA-256 of the public key (SPKI, DER). */
  keyId: z.string().regex(/^[0-9a-f]{64}$/),
  publicKey: z.string().max(500),
  /** Over the prefix and the manifest's bytes, base64. */
  signature: z.string().max(200),
});
export type BundleSignature = z.infer<typeof BundleSignature>;

/** What a bundle's manifest is signed with. */
export interface BundleSigner {
  /** SHA-256 of the public key (SPKI, DER), 64 hex digits. */
  id: string;
  publicPem: string;
  /** Ed25519, base64. */
  signText(text: string): string;
}

export function signManifest(manifest: Uint8Array, signer: BundleSigner): BundleSignature {
  return {
    algorithm: "Ed25519",
    keyId: signer.id,
    publicKey: signer.publicPem,
    signature: signer.signText(signedText(manifest)),
  };
}

function signedText(manifest: Uint8Array): string {
  return `${SIGNED_PREFIX}${bundleText(MANIFEST_PATH, manifest)}`;
}

export type SignatureStanding =
  /** By a key that was given. */
  | "known"
  /** By the key that the bundle itself brings, and none was given to hold it to. */
  | "own_key_only"
  /** By a key that is not among those given. */
  | "other_key"
  | "invalid";

/** @throws Problem `audit_key_invalid` for a key that is none, given or in the bundle */
export function signatureStanding(
  manifest: Uint8Array,
  { keyId, publicKey, signature }: BundleSignature,
  keys: readonly NamedKey[],
): SignatureStanding {
  const text = signedText(manifest);
  const own = { from: SIGNATURE_PATH, pem: publicKey };
  // Of all the texts for a key only one is in a bundle.
  if (publicPemOf(own) !== publicKey) return "invalid";
  if (signatureVerifier([own])(keyId, text, signature) !== "valid") return "invalid";
  if (keys.length === 0) return "own_key_only";
  return signatureVerifier(keys)(keyId, text, signature) === "valid" ? "known" : "other_key";
}
