import type { AttachmentType } from "@redflag/domain/case";
import { ATTACHMENT_BYTES_MAX } from "@redflag/domain/case";
import { Problem } from "@redflag/domain/problem";
import { fileTypeFromBuffer } from "file-type";

/** Of text: tabs and the ends of lines, and nothing else that controls. */
const CONTROLS = /[^\P{Cc}\t\n\r]/u;

/**
 * The bytes of an attachment, if they are what they are said to be: whoever opens it trusts the type that the API tells.
 * @throws Problem `attachment_refused`
 */
export async function readAttachment(content: string, declared: AttachmentType): Promise<Buffer> {
  const bytes = Buffer.from(content, "base64");
  // Node skips what is no base64.
  if (bytes.toString("base64") !== content) throw refused("its content is not base64, with its padding");
  if (bytes.length > ATTACHMENT_BYTES_MAX) throw refused(`it has ${bytes.length} bytes`);
  const found = (await fileTypeFromBuffer(bytes))?.mime;
  if (declared.startsWith("text/") || declared === "application/json") {
    if (found !== undefined) throw refused(`it is said to be ${declared}, and its bytes are of ${found}`);
    readText(bytes, declared);
  } else if (found !== declared) {
    throw refused(`it is said to be ${declared}, and its bytes are of ${found ?? "no type that is known"}`);
  }
  return bytes;
}

function readText(bytes: Buffer, declared: AttachmentType): void {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refused(`it is said to be ${declared}, and is not in UTF-8`);
  }
  if (CONTROLS.test(text)) throw refused(`it is said to be ${declared}, and holds characters that are no text`);
  if (declared !== "application/json") return;
  try {
    JSON.parse(text);
  } catch {
    throw refused("it is said to be JSON, and is not");
  }
}

function refused(detail: string): Problem {
  return new Problem("attachment_refused", detail);
}
