import { LISTED_CATEGORIES, SERVICE_CATEGORIES } from "@redflag/domain/entry";
import { z } from "zod";
import { checkReferences } from "./profile-references.ts";

/** Codes of a national list, and a schema's longest. */
const CODE = /^[A-Za-z0-9_.\-/]{1,50}$/;
const TITLE_CHARS_MAX = 500;
/** Ours: more than a person reads, and a file of a few megabytes. */
const TRANSACTIONS_MAX = 10_000;
/** Amounts are kept in millionths. */
const FRACTION_DIGITS_MAX = 6;

const plain = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[\p{L}\p{M}\p{N}\p{P}\p{S}]+(?: [\p{L}\p{M}\p{N}\p{P}\p{S}]+)*$/u, "has characters that cannot be seen");

const SourceId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "not lower-case words joined by hyphens");
const CodeText = z.string().regex(CODE, "not a code: letters, digits and _ . - / in 1 to 50 characters");
const Code = z.strictObject({ code: CodeText.optional(), title: plain(TITLE_CHARS_MAX), source: SourceId.optional() });
const ListedCode = Code.required({ code: true });

/** A profile's file as it is written; what it refers to is checked with it. */
export const ReportProfileYaml = z
  .strictObject({
    title: plain(200),
    country: z.string().regex(/^[A-Z]{2}$/, "not an ISO 3166-1 alpha-2 code, such as AE"),
    fiu: plain(200),
    sources: z.record(
      SourceId,
      z.strictObject({
        title: plain(TITLE_CHARS_MAX),
        url: z.url({ protocol: /^https?$/ }).optional(),
        date: z.iso.date(),
      }),
    ),
    cautions: z.array(plain(TITLE_CHARS_MAX)).default([]),
    schema: z.strictObject({
      version: plain(40),
      date_element: z.enum(["submission_date", "report_date"]),
      rejected_reference: z.boolean().default(true),
    }),
    currency: z.strictObject({
      code: z.string().regex(/^[A-Z]{3}$/, "not an ISO 4217 code, such as AED"),
      fraction_digits: z.int().min(0).max(FRACTION_DIGITS_MAX),
    }),
    submission_code: Code,
    report_codes: z.strictObject({ STR: Code, SAR: Code }),
    transaction: z.strictObject({
      transmode: Code,
      transmode_comment: plain(50).optional(),
      funds: Code,
      max: z.int().positive().max(TRANSACTIONS_MAX).default(TRANSACTIONS_MAX),
    }),
    account: z.strictObject({
      type: Code.optional(),
      unknown_institution: z.strictObject({ name: plain(255), code: plain(50) }),
      unknown_holder: z.string().regex(/^[a-zA-Z0-9 .'-]{1,255}$/, "takes Latin letters, digits, spaces and . ' -"),
      unknown_country: ListedCode.optional(),
    }),
    client: z
      .strictObject({
        account_statuses: z.array(ListedCode),
        identification_types: z.array(ListedCode),
        holder_role: ListedCode,
        tax_reg_number: plain(100).optional(),
      })
      .optional(),
    indicators: z.strictObject({ complete: z.boolean(), codes: z.array(ListedCode) }),
    suggestions: z.array(
      z.strictObject({
        rule: z.string(),
        category: z.enum([...LISTED_CATEGORIES, ...SERVICE_CATEGORIES]).optional(),
        authorities: z.array(plain(100)).min(1).optional(),
        indicators: z.array(CodeText).min(1),
        note: plain(TITLE_CHARS_MAX).optional(),
      }),
    ),
    requires: z.strictObject({
      reporter: z.enum(["person", "person_or_code"]),
      location: z.boolean(),
      words: z.boolean(),
      action: z.boolean(),
      plain_names: z.boolean(),
    }),
    address_types: z.array(ListedCode).default([]),
    lengths: z.record(z.string(), z.int().positive()).default({}),
    narrative: z.strictObject({ begins: plain(100).optional() }).default({}),
  })
  .superRefine(checkReferences);
export type ReportProfileYaml = z.infer<typeof ReportProfileYaml>;
