import { machineTag } from "../entry-tags.ts";
import { ALERT_SHARING, alertText, type ExportedAlert, type ExportedPayment } from "../exported-alert.ts";
import { observableId, type StixObject, stixBundleText } from "../stix-object.ts";
import { TLP_MARKS, tlpMarking } from "../tlp-mark.ts";
import { uuidV5 } from "../uuid-v5.ts";

const NAMESPACE = "6c9f13f0-7c0e-4a0d-9d55-1a2f0c2b7e61";
/** STIX 2.1 has neither: these extensions are the community's. */
const WALLET = {
  type: "cryptocurrency-wallet",
  extension: "extension-definition--be78509e-6958-51b1-8b26-d17ee0eba2d7",
};
const TRANSACTION = {
  type: "cryptocurrency-transaction",
  extension: "extension-definition--151d042d-4dcf-5e44-843f-1024440318e5",
};
const MARKS = { object_marking_refs: [TLP_MARKS[ALERT_SHARING]] };

/** Of each alert what was observed, and a note that says it in words; a transaction of several payments stands there once. */
export function stixAlerts(alerts: readonly ExportedAlert[]): string {
  const payments = alerts.flatMap((alert) => alert.payments);
  const wallets = new Set(payments.flatMap(({ sender, recipient }) => [sender, recipient]));
  return stixBundleText([
    tlpMarking(ALERT_SHARING),
    ...[...wallets].map(walletOf),
    ...Map.groupBy(payments, transactionId).values().map(transactionOf),
    ...alerts.flatMap(observedIn),
  ]);
}

function walletOf(value: string): StixObject {
  return { type: WALLET.type, spec_version: "2.1", id: walletId(value), value, ...MARKS, ...newObservable(WALLET) };
}

/** Amounts are numbers there, which hold 15 digits of them: the note has them all. */
function transactionOf(payments: readonly ExportedPayment[]): StixObject {
  const [first] = payments as [ExportedPayment];
  return {
    type: TRANSACTION.type,
    spec_version: "2.1",
    id: transactionId(first),
    symbol: first.symbol,
    value: first.transaction,
    input: payments.map(({ amount, sender }) => ({ address_ref: walletId(sender), amount: Number(amount) })),
    output: payments.map(({ amount, recipient }) => ({ address_ref: walletId(recipient), amount: Number(amount) })),
    ...MARKS,
    ...newObservable(TRANSACTION),
  };
}

function observedIn(alert: ExportedAlert): StixObject[] {
  const { id, revision, state, rule, severity, payments, toldAt } = alert;
  const at = toldAt.toISOString();
  const name = `${id} ${revision} ${state} ${at}`;
  const common = {
    spec_version: "2.1",
    created: at,
    modified: at,
    labels: [machineTag("rule", rule), machineTag("severity", severity), machineTag("state", state)],
    ...MARKS,
  };
  const seen = payments.flatMap((one) => [transactionId(one), walletId(one.sender), walletId(one.recipient)]);
  const observed = `observed-data--${uuidV5(NAMESPACE, `observed ${name}`)}`;
  return [
    {
      type: "observed-data",
      id: observed,
      ...common,
      first_observed: at,
      last_observed: at,
      number_observed: 1,
      object_refs: [...new Set(seen)],
    },
    {
      type: "note",
      id: `note--${uuidV5(NAMESPACE, `note ${name}`)}`,
      ...common,
      abstract: `Alert ${id}`,
      content: alertText(alert),
      object_refs: [observed],
    },
  ];
}

function newObservable({ extension }: { extension: string }) {
  return { extensions: { [extension]: { extension_type: "new-sco" } } };
}

function walletId(value: string): string {
  return observableId(WALLET.type, { value });
}

function transactionId({ transaction, symbol }: ExportedPayment): string {
  return observableId(TRANSACTION.type, { symbol, value: transaction });
}
