import { ReportChoices } from "@redflag/contract/report-choices";
import fc from "fast-check";
import { XmlDocument } from "libxml2-wasm";
import { expect, test } from "vitest";
import { localAmount } from "./local-amount.ts";
import { preflight } from "./preflight.ts";
import {
  partialProfile,
  readStructure,
  sampleAlert,
  sampleChoices,
  sampleClient,
  sampleMaterial,
  samplePayment,
  sampleProfile,
} from "./report.samples.ts";
import type { ReportedSide } from "./report-material.ts";
import { transactionNumber } from "./transaction-number.ts";
import { validateReport } from "./validate-report.ts";
import { writeReport } from "./write-report.ts";

const STRUCTURE = await readStructure();
const PROFILES = [await sampleProfile("ae"), await partialProfile(), await sampleProfile("id")];

/** Any UTF-16, half pairs and controls among it, but often what people write. */
const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40 }),
  fc.string({ unit: "binary", minLength: 1, maxLength: 40 }),
  fc.array(fc.nat(0xffff), { minLength: 1, maxLength: 8 }).map((units) => String.fromCharCode(...units)),
);
const address = fc.stringMatching(/^0x[0-9a-f]{40}$/);
const side = fc.record({
  address,
  service: fc.option(
    fc.record({
      name: text,
      jurisdictions: fc.uniqueArray(fc.constantFrom("AE", "TR", "DE"), { maxLength: 2 }),
      basis: fc.constantFrom("listed" as const, "inferred" as const),
    }),
    { nil: undefined },
  ),
});
const payment = fc
  .record({ sender: side, recipient: side, logIndex: fc.nat(), micros: fc.bigInt(0n, 10n ** 20n), amount: text })
  .map(({ sender, recipient, logIndex, micros, amount }) =>
    samplePayment({
      logIndex,
      amount,
      worth: { micros: `${micros}`, rates: [] },
      sender: toSide(sender),
      recipient: toSide(recipient),
    }),
  );

function toSide({ address: written, service }: { address: string; service: ReportedSide["service"] }): ReportedSide {
  return { account: `eip155:1:${written}`, address: written, ...(service !== undefined && { service }) };
}

const given = fc.record({
  profile: fc.constantFrom(...PROFILES),
  kind: fc.constantFrom("STR" as const, "SAR" as const),
  words: text,
  action: fc.option(text, { nil: "" }),
  /** Otherwise one of the profile's. */
  indicator: fc.oneof(fc.constant(undefined), text),
  hasClient: fc.boolean(),
  name: fc.oneof(fc.constant("Noor"), text),
  reasons: fc.array(text, { maxLength: 2 }),
  authority: text,
  payments: fc.array(payment, { minLength: 1, maxLength: 3 }),
});

test("whatever the texts and amounts: what preflight lets through keeps to the structure and reads back the same", () => {
  let filed = 0;
  fc.assert(
    fc.property(given, ({ profile, kind, words, action, indicator, hasClient, name, reasons, authority, payments }) => {
      const [listing] = sampleAlert().listings;
      const alert = sampleAlert({
        subject: payments[0]?.recipient.address ?? "",
        paymentCount: payments.length,
        reasons,
        listings: listing === undefined ? [] : [{ ...listing, authority }],
      });
      const material = sampleMaterial({ currency: profile.currency.code, alerts: [alert], payments });
      const client = sampleClient(payments[0]?.sender.account ?? "");
      const chosen = ReportChoices.safeParse(
        sampleChoices({
          kind,
          words,
          action,
          indicators: [indicator ?? profile.indicators[0]?.code ?? ""],
          ...(hasClient && { clients: [{ ...client, accountName: name }] }),
        }),
      );
      fc.pre(chosen.success);
      const xml = writeReport(profile, chosen.data, material);
      const read = readBack(xml);
      expect(read.numbers).toEqual(kind === "STR" ? payments.map((one) => transactionNumber(profile, one)) : []);
      if (preflight(profile, chosen.data, material).some(({ blocks }) => blocks)) return;
      filed += 1;
      expect(validateReport(Buffer.from(xml), STRUCTURE)).toEqual([]);
      if (kind === "SAR") return;
      expect(read.accounts).toEqual(payments.flatMap(({ sender, recipient }) => [sender.address, recipient.address]));
      const worth = payments.map((one) => ("missing" in one.worth ? "" : one.worth.micros));
      expect(read.amounts).toEqual(worth.map((micros) => localAmount(micros, profile.currency.fractionDigits).text));
    }),
    { numRuns: 150 },
  );
  expect(filed).toBeGreaterThan(20);
});

function readBack(xml: string) {
  using document = XmlDocument.fromString(xml);
  const all = (path: string) => document.find(path).map((node) => node.content);
  return {
    numbers: all("//transactionnumber"),
    accounts: all("//account/text()/.."),
    amounts: all("//amount_local"),
  };
}
