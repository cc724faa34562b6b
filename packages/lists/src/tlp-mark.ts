import type { Sharing } from "@redflag/domain/entry";

/** The ids that the extension of STIX 2.1 for TLP 2.0 gives its marks, which are the same everywhere. */
export const TLP_MARKS: Readonly<Record<Sharing, `marking-definition--${string}`>> = {
  "TLP:RED": "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
  "TLP:AMBER": "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
  "TLP:GREEN": "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
  "TLP:CLEAR": "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
};

const EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";
/** Of the mark itself, as it was published. */
const CREATED = "2022-10-01T00:00:00.000Z";

/** The mark itself: STIX 2.1 fixes only those of TLP 1, so that these travel with what they mark. */
export function tlpMarking(sharing: Sharing) {
  return {
    type: "marking-definition",
    spec_version: "2.1",
    id: TLP_MARKS[sharing],
    created: CREATED,
    name: sharing,
    extensions: {
      [EXTENSION]: { extension_type: "property-extension", tlp_2_0: sharing.slice("TLP:".length).toLowerCase() },
    },
  } as const;
}
