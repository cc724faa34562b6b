import { EXCHANGE_FORMATS } from "@redflag/domain/exchange-format";
import { expect, test } from "vitest";
import { ALERT_EXPORTERS } from "./alert-exporter.ts";
import { type ExportedAlert, type ExportedPayment, PARTY_OF_ALERT } from "./exported-alert.ts";
import { getImporter } from "./importer-registry.ts";
import { inPieces } from "./importers.samples.ts";

const [A, B, C] = [
  "0x52908400098527886E0F7030069857D2E4169EE7",
  "0xde709f2102306220921060314715629080e2fb77",
  "TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW",
];
const TRANSACTION = `0x${"ab".repeat(32)}`;

const payment = (sender: string, recipient: string, fields: Partial<ExportedPayment> = {}): ExportedPayment => ({
  ...{ chain: "eip155:1", transaction: TRANSACTION, amount: "1500.25", symbol: "USDT", sender, recipient },
  ...fields,
});
const alert = (fields: Partial<ExportedAlert> = {}): ExportedAlert => ({
  id: `0x${"01".repeat(32)}`,
  revision: `0x${"02".repeat(32)}`,
  state: "provisional",
  rule: "watchlist-hit",
  title: "Transfer to or from a listed address",
  severity: "SEVERE",
  subject: B,
  listings: [{ list: "orders", category: "sanctions" }],
  toldAt: new Date("2026-09-01T10:20:30.456Z"),
  payments: [payment(A, B)],
  ...fields,
});

test("what was observed of an alert is a bundle in which each reference leads somewhere, and no id comes twice", () => {
  const second = alert({ id: `0x${"03".repeat(32)}`, payments: [payment(B, C), payment(A, B, { symbol: "USDC" })] });
  const { objects } = JSON.parse(ALERT_EXPORTERS.stix([alert(), second]));
  const ids = objects.map(({ id }: { id: string }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const refs = [...JSON.stringify(objects).matchAll(/_refs?":("[^"]+"|\[[^\]]+\])/g)].flatMap(([, said = ""]) =>
    [JSON.parse(said)].flat(),
  );
  expect(refs.length).toBeGreaterThan(10);
  for (const ref of refs) expect(ids).toContain(ref);
  const counts = Object.groupBy(objects as { type: string }[], ({ type }) => type);
  expect(Object.fromEntries(Object.entries(counts).map(([type, all = []]) => [type, all.length]))).toEqual({
    "marking-definition": 1,
    "cryptocurrency-wallet": 3,
    // Two payments of one transaction in one token, and one in another.
    "cryptocurrency-transaction": 2,
    "observed-data": 2,
    note: 2,
  });
});

test("by hand: an observed payment", () => {
  const { objects } = JSON.parse(ALERT_EXPORTERS.stix([alert()]));
  const [, sender, recipient, transaction, observed, note] = objects;
  expect(transaction).toMatchObject({
    type: "cryptocurrency-transaction",
    symbol: "USDT",
    value: TRANSACTION,
    input: [{ address_ref: sender.id, amount: 1500.25 }],
    output: [{ address_ref: recipient.id, amount: 1500.25 }],
  });
  expect(observed).toMatchObject({
    created: "2026-09-01T10:20:30.456Z",
    number_observed: 1,
    labels: ['redflag:rule="watchlist-hit"', 'redflag:severity="SEVERE"', 'redflag:state="provisional"'],
    object_refs: [transaction.id, sender.id, recipient.id],
  });
  expect(note.content).toBe(
    `Transfer to or from a listed address: ${B}.\n${B} is named by the list orders: sanctions.\n` +
      `1500.25 USDT from ${A} to ${B}, transaction ${TRANSACTION} of eip155:1.\n` +
      "It is provisional: the chain may still take its payments back.",
  );
});

test("by hand: an event of MISP with a payment and its parties", () => {
  const { response } = JSON.parse(ALERT_EXPORTERS.misp([alert()]));
  const [{ Event }] = response;
  const [sender, recipient, transaction] = Event.Object;
  expect(Event).toMatchObject({ distribution: "1", Attribute: [{ value: expect.stringContaining("1500.25 USDT") }] });
  expect(Event.Tag.map(({ name }: { name: string }) => name)).toContain("tlp:green");
  expect(transaction).toMatchObject({
    name: "cryptocurrency-transaction",
    Attribute: [{ value: TRANSACTION }, { value: "USDT" }, { type: "float", value: "1500.25" }],
    ObjectReference: [
      { referenced_uuid: sender.uuid, relationship_type: "connected-from" },
      { referenced_uuid: recipient.uuid, relationship_type: "connected-to" },
    ],
  });
});

test.each(EXCHANGE_FORMATS)("nobody is listed by an alert that is read as a list, in %s", async (format) => {
  const importer = getImporter(format === "stix" ? "stix-bundle" : "misp-event");
  const defaults = { category: "other", severity: "LOW", authority: "a", confidence: 1, sharing: "TLP:CLEAR" } as const;
  const rows = [];
  for await (const row of importer.read([inPieces(ALERT_EXPORTERS[format]([alert()]))], defaults)) rows.push(row);
  expect(rows).toHaveLength(2);
  for (const row of rows) expect(row).toMatchObject({ kind: "refused", reason: PARTY_OF_ALERT });
});
