import { Problem } from "@redflag/domain/problem";
import { XmlAttribute, type XmlDocument, XmlLibError, XsdValidator } from "libxml2-wasm";
import { readXml } from "./read-xml.ts";

const XS = { xs: "http://www.w3.org/2001/XMLSchema" };
/** An FIU's schema with its lists has some hundred kilobytes. */
const SCHEMA_BYTES_MAX = 10_000_000;

/**
 * An FIU's schema, ready to hold reports against. goAML's patterns are written for .NET, where `^…$` marks the ends and a
 * hyphen may stand anywhere in a class; XML Schema reads both otherwise, and then refuses every name.
 * @throws Problem `goaml_schema_refused`
 */
export function withGoamlSchema<T>(bytes: Uint8Array, use: (validator: XsdValidator, schema: XmlDocument) => T): T {
  const schema = readXml(bytes, { problem: "goaml_schema_refused", words: "the schema", bytesMax: SCHEMA_BYTES_MAX });
  try {
    refuseOthers(schema);
    mendPatterns(schema);
    const validator = compile(schema);
    try {
      return use(validator, schema);
    } finally {
      validator.dispose();
    }
  } finally {
    schema.dispose();
  }
}

function refuseOthers(schema: XmlDocument): void {
  const { root } = schema;
  if (root.name !== "schema" || root.namespaceUri !== XS.xs) {
    throw new Problem("goaml_schema_refused", "its outermost element is not that of an XML Schema");
  }
  const isGoaml =
    schema.find("/xs:schema/xs:element[@name='report']//xs:element[@name='report_indicators']", XS).length > 0;
  if (!isGoaml) {
    throw new Problem("goaml_schema_refused", "it describes no element `report` with `report_indicators`");
  }
  if (schema.find("/xs:schema/xs:include | /xs:schema/xs:import | /xs:schema/xs:redefine", XS).length > 0) {
    throw new Problem("goaml_schema_refused", "it takes parts from other files, and none is read");
  }
}

function mendPatterns(schema: XmlDocument): void {
  for (const value of schema.find("//xs:pattern/@value", XS)) {
    if (value instanceof XmlAttribute) value.value = mendedPattern(value.value);
  }
}

/** `^[a-z]*$` → `[a-z]*`; `[_a-zA-Z0-9-+]` → `[_a-zA-Z0-9\-+]`. */
export function mendedPattern(pattern: string): string {
  const unanchored = pattern.startsWith("^") && /(?<!\\)\$$/.test(pattern) ? pattern.slice(1, -1) : pattern;
  return unanchored.replaceAll(/([A-Za-z0-9]-[A-Za-z0-9])-(?=[^\]A-Za-z0-9])/g, "$1\\-");
}

function compile(schema: XmlDocument): XsdValidator {
  try {
    return XsdValidator.fromDoc(schema);
  } catch (cause) {
    if (!(cause instanceof XmlLibError)) throw cause;
    const said = cause.details.slice(0, 3).map(({ line, message }) => `line ${line}: ${message.trim()}`);
    throw new Problem("goaml_schema_refused", `it cannot be used as a schema; ${said.join("; ") || cause.message}`, {
      cause,
    });
  }
}
