import { Problem, type ProblemCode } from "@redflag/domain/problem";
import { ParseOption, XmlDocument, XmlLibError } from "libxml2-wasm";

/** What an XML file is, for those who read of its faults. */
export interface XmlKind {
  problem: ProblemCode;
  words: string;
  bytesMax: number;
}

/** Document types are refused before anything is parsed, so that no entity is ever declared, and nothing is fetched. */
const DOCUMENT_TYPE = "<!DOCTYPE";
const OPTIONS = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_BIG_LINES;

/**
 * The caller disposes of the document.
 * @throws Problem of the kind's code where it is no XML that may be read
 */
export function readXml(bytes: Uint8Array, { problem, words, bytesMax }: XmlKind): XmlDocument {
  if (bytes.length > bytesMax) throw new Problem(problem, `${words} has more than ${bytesMax} bytes`);
  const text = decode(bytes, problem, words);
  if (text.includes(DOCUMENT_TYPE)) {
    throw new Problem(problem, `${words} has ${DOCUMENT_TYPE}: a document type can name other files, and none is read`);
  }
  try {
    return XmlDocument.fromString(text, { option: OPTIONS });
  } catch (cause) {
    if (!(cause instanceof XmlLibError)) throw cause;
    const [first] = cause.details;
    const at = first === undefined ? "" : ` at line ${first.line}: ${first.message.trim()}`;
    throw new Problem(problem, `${words} is not well-formed XML${at}`, { cause });
  }
}

function decode(bytes: Uint8Array, problem: ProblemCode, words: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Problem(problem, `${words} is not UTF-8`, { cause });
  }
}
