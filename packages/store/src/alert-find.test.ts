import { appendFindings } from "@redflag/domain/alert";
import type { ListedCategory, Severity } from "@redflag/domain/entry";
import { sampleFinding } from "@redflag/domain/finding.samples";
import type { Reason } from "@redflag/domain/heuristic";
import type { Hash } from "@redflag/domain/hex";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { listNewestWords } from "./alert-find.ts";
import { insertEvidence, upsertAlerts } from "./alert-write.ts";

const CHAIN_ID = 1;
const ONE: Hash = `0x${"1".repeat(64)}`;
const OTHER: Hash = `0x${"2".repeat(64)}`;
const db = await openTestDatabase();

function listed(code: string, category: ListedCategory, severity: Severity): Reason {
  const entry = { list: "orders", listVersion: 1, entryId: category, authority: "Board", confidence: 1 };
  return { code, text: `${code} as ${category}`, entry: { ...entry, category, severity } };
}

/** An alert with a finding for each of these. */
async function seed(id: Hash, ...reasonsOf: Reason[][]): Promise<void> {
  const findings = reasonsOf.map((reasons, index) => sampleFinding(index + 1, { reasons }));
  const { alert, evidence } = appendFindings(id, undefined, findings);
  await upsertAlerts(db.kysely, CHAIN_ID, [alert]);
  await insertEvidence(
    db.kysely,
    CHAIN_ID,
    evidence.map((row) => ({ alertId: id, evidence: row })),
  );
}

test("an alert is told in the words of its newest finding, and by the gravest listing of its subject", async () => {
  await seed(
    ONE,
    [listed("listed_party", "terrorist_financing", "SEVERE")],
    [
      listed("listed_party", "other", "MEDIUM"),
      listed("listed_party", "ransom", "HIGH"),
      listed("listed_party", "extortion", "HIGH"),
      listed("listed_nearby", "terrorist_financing", "SEVERE"),
    ],
  );
  await seed(OTHER, [{ code: "paid_on", text: "paid it on" }, listed("listed_nearby", "ransom", "HIGH")]);
  expect(await listNewestWords(db.kysely, [ONE, OTHER, `0x${"3".repeat(64)}`])).toEqual(
    new Map([
      [ONE, { text: "listed_party as other", listedAs: "ransom" }],
      [OTHER, { text: "paid it on" }],
    ]),
  );
});
