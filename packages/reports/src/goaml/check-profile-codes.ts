import { XmlAttribute, type XmlDocument } from "libxml2-wasm";
import { withGoamlSchema } from "./goaml-schema.ts";
import type { ProfileCode, ReportProfile } from "./report-profile.ts";

const XS = { xs: "http://www.w3.org/2001/XMLSchema" };

/** A code of a profile that the FIU's schema does not have. */
export interface ProfileCodeFault {
  code: string;
  title: string;
  /** The schema's list that should have it. */
  list: string;
}

/**
 * Holds every code of a profile against the lists that stand in an FIU's schema. A list that the schema leaves open says nothing.
 * @throws Problem `goaml_schema_refused`
 */
export function checkProfileCodes(profile: ReportProfile, schema: Uint8Array): ProfileCodeFault[] {
  return withGoamlSchema(schema, (_validator, document) =>
    Object.entries(codesByList(profile)).flatMap(([list, codes]) => {
      const known = enumerationOf(document, list);
      return codes.flatMap(({ code, title }) =>
        code === undefined || known.size === 0 || known.has(code) ? [] : [{ code, title, list }],
      );
    }),
  );
}

/** By the name of the schema's type. */
function codesByList(profile: ReportProfile): Record<string, readonly ProfileCode[]> {
  const { transaction, account, client } = profile;
  return {
    submission_type: [profile.submissionCode],
    report_type: [profile.reportCodes.STR, profile.reportCodes.SAR],
    currency_type: [{ code: profile.currency.code, title: "the profile's currency" }],
    conduction_type: [transaction.transmode],
    funds_type: [transaction.funds],
    account_type: account.type === undefined ? [] : [account.type],
    country_type: [
      { code: profile.country, title: "the profile's country" },
      ...(account.unknownCountry === undefined ? [] : [account.unknownCountry]),
    ],
    account_status_type: client?.accountStatuses ?? [],
    identifier_type: client?.identificationTypes ?? [],
    account_person_role_type: client === undefined ? [] : [client.holderRole],
    contact_type: profile.addressTypes,
    report_indicator_type: profile.indicators,
  };
}

function enumerationOf(schema: XmlDocument, type: string): Set<string> {
  const values = schema.find(`/xs:schema/xs:simpleType[@name='${type}']//xs:enumeration/@value`, XS);
  return new Set(values.flatMap((value) => (value instanceof XmlAttribute ? [value.value] : [])));
}
