/** A text as a file gives it: in pieces that end anywhere, within a character too. */
export async function* inPieces(text: string | Uint8Array, bytesEach = 64): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === "string" ? Buffer.from(text, "utf8") : text;
  for (let at = 0; at < bytes.length; at += bytesEach) yield bytes.subarray(at, at + bytesEach);
}
