import { machineTag } from "../entry-tags.ts";
import { ALERT_SHARING, alertText, type ExportedAlert } from "../exported-alert.ts";
import { type MispObject, mispDocument, mispEvent, mispObject, unixText } from "../misp-object.ts";
import { COIN_ADDRESS } from "../misp-template.ts";
import { uuidV5 } from "../uuid-v5.ts";

const TRANSACTION = {
  name: "cryptocurrency-transaction",
  uuid: "a4aab70f-e43a-48cb-bf82-505de8228dd6",
  version: "3",
};
const NAMESPACE = "f0b1f6a4-31d5-4f0a-8f0e-0d1d6a9b5a32";

/** One event for each alert: its payments, and the addresses that they are from and to. */
export function mispAlerts(alerts: readonly ExportedAlert[]): string {
  return mispDocument(alerts.map(eventOf));
}

function eventOf(alert: ExportedAlert) {
  const { id, revision, state, rule, title, severity, toldAt: at, payments } = alert;
  const uuid = uuidV5(NAMESPACE, `${id} ${revision} ${state} ${at.toISOString()}`);
  const timestamp = unixText(at);
  const wallets = new Set(payments.flatMap(({ sender, recipient }) => [sender, recipient]));
  const addresses = [...wallets].map((address) =>
    mispObject({
      template: COIN_ADDRESS,
      event: uuid,
      name: address,
      timestamp,
      attributes: [{ type: "text", relation: "address-crypto", value: address }],
    }),
  );
  const transactions = payments.map(({ sender, recipient, transaction, amount, symbol }, number) =>
    mispObject({
      template: TRANSACTION,
      event: uuid,
      name: `payment ${number}`,
      timestamp,
      attributes: [
        { type: "text", relation: "transaction-number", value: transaction },
        { type: "text", relation: "symbol", value: symbol },
        { type: "float", relation: "value", value: amount },
      ],
      references: [
        { to: uuidV5(uuid, sender), relationship: "connected-from" },
        { to: uuidV5(uuid, recipient), relationship: "connected-to" },
      ],
    }),
  );
  const objects: MispObject[] = [...addresses, ...transactions];
  const tags = [machineTag("rule", rule), machineTag("severity", severity), machineTag("state", state)];
  const text = alertText(alert);
  return mispEvent({ uuid, info: `Alert: ${title}`, at, sharing: ALERT_SHARING, tags, objects, text });
}
