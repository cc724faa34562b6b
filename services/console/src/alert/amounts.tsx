import type { AlertExplanation } from "@redflag/contract/alert-explanation";
import { usePreferences } from "../app/preferences.ts";
import { Amount } from "../show/amount.tsx";
import { HintedWords } from "../show/hint.tsx";
import { Panel } from "../show/panel.tsx";
import { Text, useText } from "../words/words.tsx";
import { type FlowTotals, flowTotals } from "./flow-totals.ts";
import { LocalCurrency } from "./local-currency.tsx";
import type { Quantity } from "./quantity.ts";

const USD = "USD";

/** What the subject received and sent by the payments of the alert: in tokens, US dollars and the local currency. */
export function Amounts({ explanation }: { explanation: AlertExplanation }) {
  const { currency } = usePreferences();
  const { morePayments, unreadFindings } = explanation;
  const totals = flowTotals(explanation);
  const local = currency === undefined || currency === USD ? undefined : currency;
  return (
    <Panel title={<Text id="alert.amounts" />} beside={<LocalCurrency />}>
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">
              <Text id="alert.amounts.direction" />
            </th>
            <th scope="col" className="amount">
              <Text id="alert.amounts.token" />
            </th>
            <th scope="col" className="amount">
              {USD}
            </th>
            {local !== undefined && (
              <th scope="col" className="amount">
                {local}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          <Row name="alert.received" totals={totals.received} local={local} />
          <Row name="alert.paid" totals={totals.paid} local={local} />
          {totals.aside.payments > 0 && <Row name="alert.aside" totals={totals.aside} local={local} />}
        </tbody>
      </table>
      {(morePayments > 0 || unreadFindings > 0) && (
        <p className="muted">
          <Text id="alert.amounts.part" values={{ count: explanation.payments.length }} />
        </p>
      )}
    </Panel>
  );
}

interface RowProps {
  name: "alert.received" | "alert.paid" | "alert.aside";
  totals: FlowTotals;
  local: string | undefined;
}

function Row({ name, totals: { payments, tokens, worth, unrated }, local }: RowProps) {
  return (
    <tr>
      <th scope="row">
        <Text id={name} />{" "}
        <span className="muted">
          <Text id="alert.payments" values={{ count: payments }} />
        </span>
      </th>
      <td className="amount">
        <Quantities of={tokens} />
      </td>
      <td className="amount">
        <Worth sum={worth.get(USD)} unrated={unrated.get(USD) ?? 0} payments={payments} />
      </td>
      {local !== undefined && (
        <td className="amount">
          <Worth sum={worth.get(local)} unrated={unrated.get(local) ?? payments} payments={payments} />
        </td>
      )}
    </tr>
  );
}

function Quantities({ of }: { of: readonly Quantity[] }) {
  if (of.length === 0) return <span className="muted">–</span>;
  return of.map(({ amount, unit }) => (
    <div key={unit}>
      <Amount amount={amount} unit={unit} />
    </div>
  ));
}

/** Never a sum that leaves payments out without saying so. */
function Worth({ sum, unrated, payments }: { sum: Quantity | undefined; unrated: number; payments: number }) {
  const t = useText();
  if (payments === 0) return <span className="muted">–</span>;
  if (sum === undefined) return <span className="muted">{t("alert.amounts.noRate")}</span>;
  return (
    <HintedWords text={t("alert.amounts.rate")}>
      <Amount amount={sum.amount} unit={sum.unit} />
      {unrated > 0 && <span className="muted"> {t("alert.amounts.unrated", { count: unrated })}</span>}
    </HintedWords>
  );
}
