import { saveBlob } from "./save-blob.ts";

/** Gives the reader a file of text. */
export function saveText(name: string, type: string, text: string): void {
  saveBlob(name, new Blob([text], { type: `${type};charset=utf-8` }));
}
