export interface SourcePart {
  /** Where in the text it begins. */
  at: number;
  text: string;
  isAddress: boolean;
}

/** Of the web, over TLS alone; without the mark that ends a sentence after it. */
const ADDRESS = /https:\/\/[^\s<>"')\]]*[^\s<>"')\].,;:]/g;

/** A citation cut where web addresses stand in it, in order and whole. */
export function sourceParts(source: string): SourcePart[] {
  const parts: SourcePart[] = [];
  let at = 0;
  const add = (text: string, isAddress: boolean) => {
    if (text !== "") parts.push({ at, text, isAddress });
    at += text.length;
  };
  for (const { 0: address, index } of source.matchAll(ADDRESS)) {
    add(source.slice(at, index), false);
    add(address, true);
  }
  add(source.slice(at), false);
  return parts;
}
