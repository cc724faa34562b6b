import type { ListGates } from "@redflag/domain/list-gate";
import { Problem } from "@redflag/domain/problem";
import { type Document, isMap, isScalar, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import * as fields from "./entry-fields.ts";
import type { EntryDefaults } from "./entry-row.ts";
import { ListGatesYaml } from "./list-gates-yaml.ts";
import { type ListSourceDefinition, listSource } from "./list-source.ts";
import { plainText, printable } from "./plain-text.ts";

const TEXT_CHARS_MAX = 65_536;

const ListYaml = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "not lower-case words joined by hyphens")
    .max(64),
  title: plainText(200),
  authority: fields.authority,
  url: fields.publicUrl.optional(),
  licence: plainText(500),
  /** How the list is kept: by whom, from what, how often. */
  maintenance: plainText(2000),
  gates: ListGatesYaml.optional(),
  defaults: z.strictObject({
    category: fields.category,
    severity: fields.severity,
    confidence: fields.confidencePercent,
    /** A list that does not say who may know of it stays inside. */
    sharing: fields.sharing.default("TLP:RED"),
    programme: fields.programme.optional(),
    document_url: fields.publicUrl.optional(),
    jurisdictions: fields.jurisdictions.optional(),
  }),
  source: listSource.optional(),
});

/** A list as `list.yaml` describes it. */
export interface ListDefinition {
  id: string;
  title: string;
  authority: string;
  url?: string;
  licence: string;
  maintenance: string;
  /** What a new version must keep to; empty where nothing is asked. */
  gates: ListGates;
  defaults: EntryDefaults;
  /** Where it is fetched from; absent of a list that is kept by hand. */
  source?: ListSourceDefinition;
}

/** @throws Problem `list_unreadable` naming each fault with its line */
export function parseListDefinition(text: string): ListDefinition {
  if (text.length > TEXT_CHARS_MAX) throw new Problem("list_unreadable", `longer than ${TEXT_CHARS_MAX} characters`);
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const lineAt = (offset: number) => Math.max(lineCounter.linePos(offset).line, 1);
  const faults = [...document.errors, ...document.warnings];
  refuse(faults.map((fault) => ({ line: lineAt(fault.pos[0]), reason: fault.message })));

  const result = ListYaml.safeParse(toValue(document));
  if (result.success) return toDefinition(result.data);
  const issues = result.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ path: [...issue.path, key], message: "not known here" }))
      : [issue],
  );
  refuse(
    issues.map(({ path, message }) => ({
      line: lineAt(offsetOf(document, path)),
      reason: `${path.join(".") || "list.yaml"}: ${message}`,
    })),
  );
  throw new Error("Broken invariant: a failed parse has an issue");
}

function refuse(faults: ReadonlyArray<{ line: number; reason: string }>): void {
  if (faults.length === 0) return;
  throw new Problem(
    "list_unreadable",
    faults.map(({ line, reason }) => `line ${line}: ${printable(reason, 400)}`).join("; "),
  );
}

/** Aliases are expanded within yaml's own bound: a few lines of them can stand for gigabytes. */
function toValue(document: Document.Parsed): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    const reason = cause instanceof Error ? printable(cause.message, 400) : "unknown";
    throw new Problem("list_unreadable", `its aliases cannot be expanded: ${reason}`, { cause });
  }
}

/** Where the deepest part of the path that exists begins: a missing key is reported at the map that lacks it. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0] ?? 0;
  for (const step of path) {
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === step) : undefined;
    if (pair === undefined) break;
    if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
    node = pair.value;
  }
  return offset;
}

function toDefinition({ url, gates, defaults, source, ...rest }: z.infer<typeof ListYaml>): ListDefinition {
  const { document_url: documentUrl, programme, jurisdictions, ...required } = defaults;
  return {
    ...rest,
    ...(url !== undefined && { url }),
    ...(source !== undefined && { source }),
    gates: gates ?? {},
    defaults: {
      ...required,
      authority: rest.authority,
      ...(programme !== undefined && { programme }),
      ...(documentUrl !== undefined && { documentUrl }),
      ...(jurisdictions !== undefined && { jurisdictions }),
    },
  };
}
