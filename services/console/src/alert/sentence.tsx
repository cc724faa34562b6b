import { AddressLink } from "../show/address.tsx";
import { English } from "../show/english.tsx";
import { Hash } from "../show/hash.tsx";
import { type SentencePart, sentenceParts } from "./sentence-parts.ts";

/** A sentence of the API's, in English, whose accounts are shortened and lead to their pages. */
export function Sentence({ text, chain }: { text: string; chain: string }) {
  return (
    <English>
      {sentenceParts(text).map((part) => (
        <Part key={part.at} part={part} chain={chain} />
      ))}
    </English>
  );
}

function Part({ part: { of, text }, chain }: { part: SentencePart; chain: string }) {
  if (of === "account") return <AddressLink caip10={`${chain}:${text}`} />;
  return of === "hash" ? <Hash hash={text} /> : text;
}
