import { saveBlob } from "./save-blob.ts";

/** Gives the browser a file to save: never to show, for what is in it is others'. */
export function saveFile({ name, bytes }: { name: string; bytes: Uint8Array }): void {
  saveBlob(name, new Blob([new Uint8Array(bytes)], { type: "application/octet-stream" }));
}
