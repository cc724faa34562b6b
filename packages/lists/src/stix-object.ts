import { canonicalText } from "@redflag/domain/content-hash";
import { uuidV5 } from "./uuid-v5.ts";

/** The namespace that STIX 2.1 (2.9) fixes for ids of observables: whoever writes the same one writes the same id. */
const OBSERVABLES = "00abedb4-aa42-466c-9c01-fed23315a9b7";

export interface StixObject {
  readonly type: string;
  readonly id: string;
  readonly [property: string]: unknown;
}

/** @param named the properties that name it, as its extension says */
export function observableId(type: string, named: Readonly<Record<string, string>>): string {
  return `${type}--${uuidV5(OBSERVABLES, canonicalText(named))}`;
}

/** A bundle's id follows from what is in it, and the same content is the same bytes. */
export function stixBundleText(objects: readonly StixObject[]): string {
  const text = JSON.stringify(objects);
  const id = `bundle--${uuidV5(BUNDLES, text)}`;
  // A bundle may be empty, a list of STIX may not.
  return `${JSON.stringify({ type: "bundle", id, ...(objects.length > 0 && { objects }) }, null, 1)}\n`;
}

const BUNDLES = "5b9d8f47-0f0e-4e36-8f0c-7a4ff6a3d2c8";
