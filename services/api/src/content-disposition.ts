/**
 * To be saved under this name (RFC 6266). The plain form is for readers that do not know the other, in characters that no header
 * can trip over.
 */
export function contentDisposition(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9._-]/g, "_");
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
