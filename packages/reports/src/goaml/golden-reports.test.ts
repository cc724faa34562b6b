import { join } from "node:path";
import { expect, test } from "vitest";
import { preflight } from "./preflight.ts";
import {
  indonesianChoices,
  indonesianMaterial,
  readStructure,
  sampleChoices,
  sampleClient,
  sampleMaterial,
  sampleProfile,
} from "./report.samples.ts";
import { validateReport } from "./validate-report.ts";
import { writeReport } from "./write-report.ts";

const client = sampleClient(`eip155:1:${sampleMaterial().alerts[0]?.subject}`);

test.for([
  ["ae-str", await sampleProfile("ae"), sampleChoices(), sampleMaterial()],
  ["ae-sar", await sampleProfile("ae"), sampleChoices({ kind: "SAR" }), sampleMaterial()],
  ["ae-str-client", await sampleProfile("ae"), sampleChoices({ clients: [client] }), sampleMaterial()],
  ["id-str", await sampleProfile("id"), indonesianChoices(), indonesianMaterial()],
  ["id-sar", await sampleProfile("id"), indonesianChoices({ kind: "SAR" }), indonesianMaterial()],
] as const)(
  "%s is written to the byte, passes preflight and keeps to the structure",
  async ([name, profile, choices, material]) => {
    const xml = writeReport(profile, choices, material);
    await expect(xml).toMatchFileSnapshot(join(import.meta.dirname, "golden", `${name}.golden.xml`));
    expect(preflight(profile, choices, material).filter(({ blocks }) => blocks)).toEqual([]);
    expect(validateReport(Buffer.from(xml), await readStructure())).toEqual([]);
    expect(writeReport(profile, choices, material)).toBe(xml);
  },
);
