import type { XmlDocument, XsdValidator } from "libxml2-wasm";
import { XmlValidateError } from "libxml2-wasm";
import { withGoamlSchema } from "./goaml-schema.ts";
import { readXml } from "./read-xml.ts";

/** A report of ten thousand transactions has some thirty megabytes. */
const REPORT_BYTES_MAX = 100_000_000;
const TEXT_CHARS_MAX = 300;

/** What of a report does not keep to the schema, in the words of the validator. */
export interface SchemaFault {
  line: number;
  element?: string;
  text: string;
}

/**
 * Holds a report against a schema; nothing but these bytes is read.
 * @returns every fault in order of lines; none where the report is valid
 * @throws Problem `goaml_schema_refused`, `goaml_report_refused`
 */
export function validateReport(xml: Uint8Array, schema: Uint8Array): SchemaFault[] {
  return withGoamlSchema(schema, (validator) => {
    const report = readXml(xml, { problem: "goaml_report_refused", words: "the report", bytesMax: REPORT_BYTES_MAX });
    try {
      return faultsOf(report, validator);
    } finally {
      report.dispose();
    }
  });
}

function faultsOf(report: XmlDocument, validator: XsdValidator): SchemaFault[] {
  try {
    validator.validate(report);
    return [];
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error;
    return error.details.map(({ line, message }) => {
      const element = /^Element '([^']+)'/.exec(message)?.[1];
      return { line, ...(element !== undefined && { element }), text: shortened(message.trim()) };
    });
  }
}

/** The validator repeats whole lists of codes. */
function shortened(text: string): string {
  return text.length > TEXT_CHARS_MAX ? `${text.slice(0, TEXT_CHARS_MAX)}…` : text;
}
