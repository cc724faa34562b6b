import { LIST_FILE_CHARS_MAX } from "@redflag/domain/list-change";

export interface ListFile {
  name: string;
  text: string;
  /** Of the file as it was chosen, for telling it from another. */
  key: string;
}

export type ListFileFault = "empty" | "size" | "encoding";

const NAME_CHARS_MAX = 100;

/** Reads a file whole; bytes that are no UTF-8 are told rather than replaced. */
export async function readListFile(file: File): Promise<ListFile | ListFileFault> {
  if (file.size === 0) return "empty";
  if (file.size > LIST_FILE_CHARS_MAX) return "size";
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
    return { name: visibleName(file.name), text, key: crypto.randomUUID() };
  } catch {
    return "encoding";
  }
}

/** As the API takes a name: what can be seen, and single spaces. */
function visibleName(name: string): string {
  const visible = name.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S}]+/gu, " ").trim();
  return [...visible].slice(0, NAME_CHARS_MAX).join("").trim() || "entries.csv";
}
