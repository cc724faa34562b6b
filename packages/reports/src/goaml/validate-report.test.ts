import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "@redflag/domain/problem";
import { expect, test } from "vitest";
import { checkProfileCodes } from "./check-profile-codes.ts";
import { mendedPattern } from "./goaml-schema.ts";
import { readStructure, sampleProfile } from "./report.samples.ts";
import { validateReport } from "./validate-report.ts";

const STRUCTURE = (await readStructure()).toString();
const REPORT = (await readFile(join(import.meta.dirname, "golden/ae-str.golden.xml"))).toString();

const validate = (xml: string, schema = STRUCTURE) => validateReport(Buffer.from(xml), Buffer.from(schema));

test("a fault has its line and its element", () => {
  const faults = validate(REPORT.replace("<amount_local>4592.46", "<amount_local>a lot"));
  expect(faults[0]).toMatchObject({ element: "amount_local", line: expect.any(Number) });
  const line = REPORT.split("\n").findIndex((text) => text.includes("<amount_local>")) + 1;
  expect(faults[0]?.line).toBe(line);
});

test.for([
  [
    "with entities",
    REPORT.replace("<report>", '<!DOCTYPE report [<!ENTITY x SYSTEM "file:///etc/passwd">]><report>'),
    /DOCTYPE/,
  ],
  ["cut off", REPORT.slice(0, 300), /not well-formed XML at line/],
  ["of other bytes", Buffer.from([0xff, 0xfe, 0x3c]).toString("latin1"), /well-formed|UTF-8/],
] as const)("a report %s is refused", ([, xml, words]) => {
  expect(() => validate(xml)).toThrow(words);
  expect(() => validate(xml)).toThrow(Problem);
});

test("bytes that are not UTF-8 are refused", () => {
  expect(() => validateReport(Buffer.from([0xff, 0xfe, 0x3c]), Buffer.from(STRUCTURE))).toThrow(/not UTF-8/);
});

const BARE = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">';
test.for([
  ["a report in its place", REPORT, /outermost element/],
  ["of something else", `${BARE}<xs:element name="invoice"/></xs:schema>`, /no element `report`/],
  [
    "in parts",
    STRUCTURE.replace("<xs:element", '<xs:include schemaLocation="file:///etc/passwd"/><xs:element'),
    /other files/,
  ],
  ["that is broken", STRUCTURE.replace('type="xs:positiveInteger"', 'type="nothing"'), /cannot be used as a schema/],
  [
    "with a document type",
    STRUCTURE.replace("<xs:schema", '<!DOCTYPE a SYSTEM "http://x.example/"><xs:schema'),
    /DOCTYPE/,
  ],
] as const)("a schema %s is refused", ([, schema, words]) => {
  expect(() => validate(REPORT, schema)).toThrow(words);
});

test.for([
  ["^[a-zA-Z0-9 .'-]*$", "[a-zA-Z0-9 .'-]*"],
  ["[_a-zA-Z0-9-+]+", "[_a-zA-Z0-9\\-+]+"],
  ["[a-z]{2}", "[a-z]{2}"],
  ["\\^a\\$", "\\^a\\$"],
] as const)("pattern %s is read as %s", ([written, read]) => {
  expect(mendedPattern(written)).toBe(read);
});

test("a schema with .NET's patterns takes the names that it is meant to take", () => {
  const schema = STRUCTURE.replace(
    '<xs:minLength value="1"/><xs:maxLength value="100"/></xs:restriction>',
    '<xs:minLength value="1"/><xs:maxLength value="100"/><xs:pattern value="^[a-zA-Z .\'-]*$"/></xs:restriction>',
  );
  expect(schema).not.toBe(STRUCTURE);
  expect(validate(REPORT, schema)).toEqual([]);
  expect(validate(REPORT.replace("Amal", "Ämal"), schema)).toMatchObject([{ element: "first_name" }]);
});

test("a profile's code that the schema's list lacks is named", async () => {
  const list = `<xs:simpleType name="conduction_type"><xs:restriction base="xs:string"><xs:enumeration value="OTHER"/></xs:restriction></xs:simpleType></xs:schema>`;
  const faults = checkProfileCodes(await sampleProfile("ae"), Buffer.from(STRUCTURE.replace("</xs:schema>", list)));
  expect(faults).toEqual([{ code: "DAWLT", title: "digital assets wallet", list: "conduction_type" }]);
});
