import { ATTACHMENT_BYTES_MAX, ATTACHMENT_TYPES, type AttachmentType } from "@redflag/domain/case";

const TYPES: Readonly<Record<string, AttachmentType>> = {
  pdf: "application/pdf",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  csv: "text/csv",
  txt: "text/plain",
  json: "application/json",
};

/** A plain file name, as the API takes it. */
const NAME = /^[\p{L}\p{M}\p{N}_()][\p{L}\p{M}\p{N}_(). -]*$/u;
const NAME_CHARS_MAX = 120;

interface ChosenFile {
  name: string;
  type: string;
  size: number;
}

/** What it is sent as; undefined: nothing that a case takes. Systems name the types of CSV files differently: its ending counts. */
export function typeOf({ name, type }: Omit<ChosenFile, "size">): AttachmentType | undefined {
  const ending = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  return TYPES[ending] ?? ATTACHMENT_TYPES.find((one) => one === type);
}

/** Why a file cannot be attached, before it is sent. */
export function faultOf(file: ChosenFile): "type" | "size" | "empty" | "name" | undefined {
  if (typeOf(file) === undefined) return "type";
  if (file.size > ATTACHMENT_BYTES_MAX) return "size";
  if (file.size === 0) return "empty";
  if (file.name.length > NAME_CHARS_MAX || !NAME.test(file.name)) return "name";
  return undefined;
}

/** Its bytes in base64. @throws DOMException where it cannot be read any more */
export async function base64Of(file: Blob): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  return url.slice(url.indexOf(",") + 1);
}
