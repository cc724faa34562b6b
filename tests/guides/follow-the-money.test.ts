import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Address } from "@redflag/domain/address";
import { InputCache } from "@redflag/screen/input-cache";
import { sampleLane as chain, LISTED, type Payment, SampleChain } from "@redflag/screen/sample-chain";
import { screenLane } from "@redflag/screen/screen-lane";
import { insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { sampleEntry } from "@redflag/store/list.samples";
import { upsertTip } from "@redflag/store/tip";
import { importListVersion } from "@redflag/store/watchlist";
import { beforeAll, expect, test } from "vitest";
import { seedKey } from "../../services/api/src/testing/seed-callers.ts";
import { openApi } from "../../services/cli/src/testing/open-api.ts";
import { readGuide } from "./read-guide.ts";

const { api, db } = await openApi();
const PERSON: Address = `0x${"b3".repeat(20)}`;
const WALLET: Address = `0x${"c4".repeat(20)}`;
const RELAY: Address = `0x${"d5".repeat(20)}`;

/** A listed address pays by way of a relay; half goes to an exchange. */
async function screenedChain(): Promise<void> {
  const say = { authority: "Authority", confidence: 100 } as const;
  const listed = sampleEntry("a", { ...say, address: LISTED, category: "terrorist_financing", severity: "SEVERE" });
  const wallet = sampleEntry("b", { ...say, address: WALLET, category: "exchange", entity: "Kumru", severity: "LOW" });
  for (const [id, entry] of [["orders", listed] as const, ["services", wallet] as const]) {
    await importListVersion(db, { list: { id, title: id, authority: "Authority" }, entries: [entry], source: "test" });
  }
  const pay = (tx: string, from: Address, to: Address, units: number): Payment => ({
    ...{ tx, from, to },
    amount: BigInt(units) * 1_000_000n,
  });
  const sample = new SampleChain()
    .mine(pay("1", LISTED, RELAY, 100))
    .mine(pay("2", RELAY, PERSON, 90), pay("3", RELAY, PERSON, 50))
    .mine(pay("4", PERSON, WALLET, 60), pay("5", PERSON, WALLET, 50))
    .mine(pay("6", PERSON, RELAY, 0));
  await insertLane(db.kysely, chain.id, 1);
  await writeRange(db, chain, sample.range(1));
  await upsertTip(db.kysely, chain.id, { head: sample.blockAt(sample.head), finalizedNumber: sample.head });
  await screenLane({ db, inputs: new InputCache(), policyOf: () => "proof" }, chain);
}

let secret = "";
beforeAll(async () => {
  await screenedChain();
  secret = (await seedKey(db, "analyst", { scopes: ["flows:read"] })).secret;
});

test("docs/guides/follow-the-money.md: each call is answered as it says", async () => {
  const steps = readGuide(readFileSync(join(import.meta.dirname, "../../docs/guides/follow-the-money.md"), "utf8"));
  let last = { text: "", ok: true };
  let promised = 0;
  for (const [index, step] of steps.entries()) {
    const next = steps[index + 1];
    if (step.kind === "run") {
      const [, path] = /^curl -s "http:\/\/127\.0\.0\.1:8620(\S+)" -H /.exec(step.commands[0] ?? "") ?? [];
      const reply = await fetch(`http://127.0.0.1:${api.port}${path}`, {
        headers: { authorization: `Bearer ${secret}` },
      });
      last = { text: await reply.text(), ok: reply.ok };
      expect(last.ok, last.text).toBe(!(next?.kind === "output" && next.fails));
    }
    if (step.kind !== "output") continue;
    for (const line of step.lines) expect(last.text).toContain(line);
    promised += step.lines.length;
  }
  expect(promised).toBeGreaterThan(12);
}, 60_000);
