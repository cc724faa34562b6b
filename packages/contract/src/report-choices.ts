import { z } from "zod";
import { Caip10 } from "./identifiers.ts";

/** What a report is: STR names transactions, SAR names parties and what they did. */
const REPORT_KINDS = ["STR", "SAR"] as const;
export const ReportKind = z.enum(REPORT_KINDS);
export type ReportKind = z.infer<typeof ReportKind>;

/** Id of a report profile: the name of its file, such as `ae`. */
export const ReportProfileId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/** Longer than any element of goAML that a person fills in, but the two texts. What a profile allows is preflight's. */
const FIELD_CHARS_MAX = 300;
/** Whatever a schema allows for comments, several times over: preflight says by how much a text is too long. */
const TEXT_CHARS_MAX = 40_000;
const INDICATORS_MAX = 100;
const CLIENTS_MAX = 100;

const Field = z.string().trim().min(1).max(FIELD_CHARS_MAX);
const Text = z.string().max(TEXT_CHARS_MAX);
const Country = z.string().regex(/^[A-Z]{2}$/, "not an ISO 3166-1 alpha-2 code");

/** Who reports, as the FIU has registered them. */
const ReportingPerson = z.strictObject({
  firstName: Field,
  lastName: Field,
  email: Field.optional(),
  occupation: Field.optional(),
});

const Location = z.strictObject({
  /** A code of the profile, such as that of a business' address. */
  type: Field,
  address: Field,
  city: Field,
  state: Field,
  country: Country,
});

const Identification = z.strictObject({
  /** A code of the profile, such as that of a passport. */
  type: Field,
  number: Field,
  issued: z.iso.date(),
  expires: z.iso.date(),
  country: Country,
});

/**
 * A party that is the reporting entity's own client, and what goAML wants to know of one. All of it is optional here, so that a
 * draft can be kept: preflight names what is missing.
 */
const ReportClient = z.strictObject({
  account: Caip10,
  accountName: Field.optional(),
  clientNumber: Field.optional(),
  branch: Field.optional(),
  opened: z.iso.date().optional(),
  /** A code of the profile, such as that of an account in use. */
  status: Field.optional(),
  beneficiary: Field.optional(),
  holder: z
    .strictObject({
      gender: z.enum(["F", "M", "-"]).optional(),
      firstName: Field.optional(),
      lastName: Field.optional(),
      birthDate: z.iso.date().optional(),
      idNumber: Field.optional(),
      nationality: Country.optional(),
      residence: Country.optional(),
      identification: Identification.optional(),
    })
    .optional(),
});
export type ReportClient = z.infer<typeof ReportClient>;

/** Who files: the number that the FIU has given to the institution, and how it names itself as one that keeps accounts. */
const ReportingEntity = z.strictObject({
  id: z.int().positive().max(2_147_483_647),
  branch: Field.optional(),
  /** Wanted where a party is a client: the institution that keeps the account. */
  name: Field.optional(),
  code: Field.optional(),
});

/**
 * What people choose of a report. Nothing here is ever filled in for them: a profile suggests indicators, and a person takes
 * one. It holds personal data, so it is never logged, audited or put into an error.
 */
export const ReportChoices = z.strictObject({
  kind: ReportKind,
  indicators: z.array(Field).max(INDICATORS_MAX),
  entity: ReportingEntity.optional(),
  /** Either this or, where the profile takes one, the code of a user that the FIU knows. */
  reportingPerson: ReportingPerson.optional(),
  userCode: Field.optional(),
  location: Location.optional(),
  /** The analyst's own words, before those that are drawn up from the alerts. */
  words: Text.optional(),
  /** What the reporting entity has done. */
  action: Text.optional(),
  /** The FIU's own number of what this report belongs to. */
  fiuReference: Field.optional(),
  /** The FIU's number of a report that it rejected and that this one replaces. */
  rejectedReference: Field.optional(),
  clients: z.array(ReportClient).max(CLIENTS_MAX).optional(),
});
export type ReportChoices = z.infer<typeof ReportChoices>;
