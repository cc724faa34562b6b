import type { BundleContent, BundleOrigin } from "./bundle-content.ts";

/** What a bundle's manifest is signed with. */
export interface BundleSigner {
  /** SHA-256 of the public key (SPKI, DER), 64 hex digits. */
  keyId: string;
  publicPem: string;
  /** Ed25519, base64. */
  sign(text: string): string;
}

/** A bundle's bytes: the same for the same content, origin and key. */
export type WriteBundle = (content: BundleContent, origin: BundleOrigin, signer: BundleSigner) => Uint8Array;
