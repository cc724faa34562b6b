import { AddressLink } from "../show/address.tsx";
import { English } from "../show/english.tsx";
import { sentenceParts } from "./sentence-parts.ts";

/** A sentence of the API's, in English, whose accounts are shortened and lead to their pages. */
export function Sentence({ text, chain }: { text: string; chain: string }) {
  return (
    <English>
      {sentenceParts(text).map((part) =>
        part.isAccount ? <AddressLink key={part.at} caip10={`${chain}:${part.text}`} /> : part.text,
      )}
    </English>
  );
}
