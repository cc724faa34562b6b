import { SHARINGS, type Sharing } from "@redflag/domain/entry";
import { TLP_MARKS } from "./tlp-mark.ts";

const WORDS: Readonly<Record<string, Sharing>> = {
  "tlp:red": "TLP:RED",
  "tlp:amber+strict": "TLP:RED",
  "tlp:amber": "TLP:AMBER",
  "tlp:green": "TLP:GREEN",
  "tlp:clear": "TLP:CLEAR",
  "tlp:white": "TLP:CLEAR",
};
/** The marking definitions that STIX 2.1 and its TLP 2.0 extension fix. */
const STIX_MARKS: Readonly<Record<string, Sharing>> = {
  "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": "TLP:CLEAR",
  "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": "TLP:GREEN",
  "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": "TLP:AMBER",
  "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": "TLP:RED",
  /** AMBER+STRICT, which is no word here. */
  "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003": "TLP:RED",
  ...Object.fromEntries(SHARINGS.map((sharing) => [TLP_MARKS[sharing], sharing])),
};

/**
 * What a publisher's marks leave of what the list says: a mark may narrow who learns of an entry, never widen it. Of a mark
 * in the form of TLP that is not known, nobody outside learns.
 */
export function markedSharing(marks: readonly string[], own: Sharing): Sharing {
  const told = marks.map((mark) => {
    const known = WORDS[mark.toLowerCase()] ?? STIX_MARKS[mark.toLowerCase()];
    return known ?? (/^(?:tlp:|marking-definition--)/i.test(mark) ? "TLP:RED" : own);
  });
  return [...told, own].reduce((a, b) => (SHARINGS.indexOf(a) <= SHARINGS.indexOf(b) ? a : b));
}
