import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runCli } from "../testing/run-cli.ts";

const directory = mkdtempSync(join(tmpdir(), "redflag-goaml-"));
afterAll(() => rmSync(directory, { recursive: true }));

const ROOT = join(import.meta.dirname, "../../../..");
const GOAML = join(ROOT, "packages/reports/src/goaml");
const STRUCTURE = join(GOAML, "structure.xsd");
const REPORT = join(GOAML, "golden/ae-str.golden.xml");
const goaml = (...args: readonly string[]) => runCli(["goaml", ...args], { env: { REDFLAG_DATA_DIR: directory } });

function write(name: string, text: string): string {
  const file = join(directory, name);
  writeFileSync(file, text);
  return file;
}

test("profiles are listed", async () => {
  const { code, stdout } = await goaml("profiles");
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^ae {2}goAML of the United Arab Emirates, AED/)]);
  expect(stdout).toMatch(/^id {2}goAML of Indonesia, .*schema 4\.0\.2/m);
  const [ae] = (await goaml("profiles", "--json")).stdout.split("\n").map((line) => JSON.parse(line || "{}"));
  expect(ae).toMatchObject({ id: "ae", currency: "AED", missing: [], unsourced: [] });
});

test("a profile is checked by itself and against a schema", async () => {
  const profile = readFileSync(join(ROOT, "report-profiles/ae.yaml"), "utf8");
  const list =
    '<xs:simpleType name="funds_type"><xs:restriction base="xs:string"><xs:enumeration value="X"/></xs:restriction></xs:simpleType>';
  const schema = write("lists.xsd", readFileSync(STRUCTURE, "utf8").replace("</xs:schema>", `${list}</xs:schema>`));
  const file = write("ae.yaml", profile);
  expect(await goaml("check-profile", file, "--schema", STRUCTURE)).toMatchObject({ code: 0 });
  const against = await goaml("check-profile", file, "--schema", schema);
  expect([against.code, against.stdout]).toEqual([
    1,
    expect.stringContaining("CRPTC (cryptocurrencies) is not in funds_type"),
  ]);
  const open = profile
    .replace(
      "transmode: { code: DAWLT, title: digital assets wallet, source: schema }",
      "transmode: { title: way of payment }",
    )
    .replace("title: cryptocurrencies, source: schema", "title: cryptocurrencies");
  expect((await goaml("check-profile", write("zz.yaml", open))).stdout).toMatch(
    /no code yet, and no report without it: way of payment\n.*nobody says where it was read: cryptocurrencies\n/,
  );
  const broken = await goaml(
    "check-profile",
    write("broken.yaml", profile.replace("country: AE", "country: Emirates")),
  );
  expect([broken.code, broken.stdout]).toEqual([1, ""]);
  expect(broken.stderr).toContain("broken.yaml, line 4: country: not an ISO 3166-1");
  expect((await goaml("check-profile", join(directory, "no.yaml"))).stderr).toContain("there is no such file");
});

test("a report is held against a schema", async () => {
  expect(await goaml("validate", REPORT, "--schema", STRUCTURE)).toMatchObject({
    code: 0,
    stdout: `${REPORT}: keeps to the schema\n`,
  });
  const bad = write("bad.xml", readFileSync(REPORT, "utf8").replace("<rentity_id>4711", "<rentity_id>none"));
  const { code, stdout } = await goaml("validate", bad, "--schema", STRUCTURE);
  expect([code, stdout]).toEqual([1, expect.stringContaining(`${bad}:3: Element 'rentity_id'`)]);
  expect(JSON.parse((await goaml("validate", bad, "--schema", STRUCTURE, "--json")).stdout)).toMatchObject({
    valid: false,
    faults: [{ line: 3, element: "rentity_id" }],
  });
  expect((await goaml("validate", REPORT, "--schema", REPORT)).stderr).toContain("error: Not a schema of goAML");
  expect((await goaml("validate", STRUCTURE, "--schema", directory)).stderr).toContain("a folder, not a file");
});
