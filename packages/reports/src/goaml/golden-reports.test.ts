import { join } from "node:path";
import type { ReportChoices } from "@redflag/contract/report-choices";
import { expect, test } from "vitest";
import { preflight } from "./preflight.ts";
import {
  filledGermany,
  readStructure,
  sampleChoices,
  sampleClient,
  sampleMaterial,
  sampleProfile,
} from "./report.samples.ts";
import { validateReport } from "./validate-report.ts";
import { writeReport } from "./write-report.ts";

const inEuro = sampleMaterial({ currency: "EUR" });
const german: Partial<ReportChoices> = { indicators: ["EXAMPLE"] };
const client = sampleClient(`eip155:1:${sampleMaterial().alerts[0]?.subject}`);

test.for([
  ["ae-str", await sampleProfile("ae"), sampleChoices(), sampleMaterial()],
  ["ae-sar", await sampleProfile("ae"), sampleChoices({ kind: "SAR" }), sampleMaterial()],
  ["ae-str-client", await sampleProfile("ae"), sampleChoices({ clients: [client] }), sampleMaterial()],
  ["de-str", await filledGermany(), sampleChoices(german), inEuro],
  ["de-sar", await filledGermany(), sampleChoices({ ...german, kind: "SAR" }), inEuro],
] as const)(
  "%s is written to the byte, passes preflight and keeps to the structure",
  async ([name, profile, choices, material]) => {
    const { xml } = writeReport(profile, choices, material);
    await expect(xml).toMatchFileSnapshot(join(import.meta.dirname, "golden", `${name}.golden.xml`));
    expect(preflight(profile, choices, material).filter(({ blocks }) => blocks)).toEqual([]);
    expect(validateReport(Buffer.from(xml), await readStructure())).toEqual([]);
    expect(writeReport(profile, choices, material).xml).toBe(xml);
  },
);
