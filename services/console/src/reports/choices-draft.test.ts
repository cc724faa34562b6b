import { ReportChoices } from "@redflag/contract/report-choices";
import fc from "fast-check";
import { expect, test } from "vitest";
import { choicesOf, draftOf } from "./choices-draft.ts";

const ACCOUNT = "eip155:1:0x00000000000000000000000000000000000000aa";
const text = fc.stringMatching(/^[A-Za-z][A-Za-z .]{0,18}[A-Za-z]$/);
const day = fc.constantFrom("2019-02-28", "2031-12-01");
const country = fc.constantFrom("AE", "DE");
const choices: fc.Arbitrary<ReportChoices> = fc.record(
  {
    kind: fc.constantFrom("STR" as const, "SAR" as const),
    indicators: fc.array(text, { maxLength: 3 }),
    entity: fc.record(
      { id: fc.integer({ min: 1, max: 2_147_483_647 }), branch: text, name: text, code: text },
      { requiredKeys: ["id"] },
    ),
    reportingPerson: fc.record(
      { firstName: text, lastName: text, email: text, occupation: text },
      { requiredKeys: ["firstName", "lastName"] },
    ),
    userCode: text,
    location: fc.record({ type: text, address: text, city: text, state: text, country }),
    words: text,
    action: text,
    fiuReference: text,
    rejectedReference: text,
    clients: fc.array(
      fc.record(
        {
          account: fc.constant(ACCOUNT),
          accountName: text,
          clientNumber: text,
          branch: text,
          opened: day,
          status: text,
          beneficiary: text,
          holder: fc.record(
            {
              gender: fc.constantFrom("F" as const, "M" as const, "-" as const),
              firstName: text,
              lastName: text,
              birthDate: day,
              idNumber: text,
              nationality: country,
              residence: country,
              identification: fc.record({ type: text, number: text, issued: day, expires: day, country }),
            },
            { requiredKeys: ["firstName"] },
          ),
        },
        { requiredKeys: ["account"] },
      ),
      { minLength: 1, maxLength: 2 },
    ),
  },
  { requiredKeys: ["kind", "indicators"] },
);

test("what was chosen is sent again as it was, whatever of it there is", () => {
  fc.assert(
    fc.property(choices, (chosen) => {
      expect(choicesOf(draftOf(chosen))).toEqual({ choices: chosen, incomplete: [] });
      expect(ReportChoices.parse(chosen)).toEqual(chosen);
    }),
  );
});

test("a part that is begun and not whole is named, and the rest is there", () => {
  const draft = draftOf({ kind: "STR", indicators: ["TFFVC"] });
  const begun = { ...draft, fields: { ...draft.fields, lastName: " Ito ", city: "Dubai", words: " seen\ntwice " } };
  expect(choicesOf(begun)).toEqual({
    choices: { kind: "STR", indicators: ["TFFVC"], words: "seen\ntwice" },
    incomplete: ["person", "location"],
  });
  const wordy = { ...draft, fields: { ...draft.fields, entityId: "twelve" } };
  expect(choicesOf(wordy).incomplete).toEqual(["entity"]);
});
