import { z } from "zod";
import { IMPORTERS } from "./importer-registry.ts";
import { plainText } from "./plain-text.ts";
import { IMPORT_BYTES_MAX } from "./utf8-text.ts";

const BYTES_MAX = 256 * 1024 ** 2;
const SECONDS_PER_HOUR = 3600;

/** Where a list is fetched from, and how often. */
export interface ListSourceDefinition {
  /** The importer that reads it. */
  format: string;
  /** By the importer's part. */
  urls: Readonly<Record<string, string>>;
  everySeconds: number;
  bytesMax: number;
}

const sourceUrl = plainText(2000).refine(isFetchable, "not an http or https address without a user or a password");

/** `source:` of a list.yaml. Whether the address may be fetched from is known once its name was resolved. */
export const listSource = z
  .strictObject({
    format: z.string(),
    urls: z.record(z.string(), sourceUrl),
    every_hours: z
      .int()
      .min(1)
      .max(31 * 24),
    bytes_max: z.int().min(1).max(IMPORT_BYTES_MAX).default(BYTES_MAX),
  })
  .superRefine(({ format, urls }, context) => {
    const importer = IMPORTERS.find(({ id }) => id === format);
    if (importer === undefined) {
      const message = `none of ${IMPORTERS.map(({ id }) => id).join(", ")}`;
      context.addIssue({ code: "custom", path: ["format"], message });
      return;
    }
    // Parts have an order, and only those at the end may be left out.
    const wanted = importer.parts.slice(0, Math.max(1, Object.keys(urls).length));
    if (wanted.length > 0 && wanted.every((part) => Object.hasOwn(urls, part))) return;
    const message = `not one for each of ${importer.parts.join(", ")}; those at the end may be left out`;
    context.addIssue({ code: "custom", path: ["urls"], message });
  })
  .transform(({ format, urls, every_hours: hours, bytes_max: bytesMax }): ListSourceDefinition => {
    return { format, urls, everySeconds: hours * SECONDS_PER_HOUR, bytesMax };
  });

function isFetchable(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== "" || url.password !== "") return false;
  return url.protocol === "http:" || url.protocol === "https:";
}
