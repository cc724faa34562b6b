/** Gives the reader a file to keep: never to show. */
export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it up by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}
