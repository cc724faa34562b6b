import type { AlertExplanation } from "@redflag/contract/alert-explanation";
import { useIntl } from "react-intl";
import { Amount } from "../show/amount.tsx";
import { English } from "../show/english.tsx";
import { Text } from "../words/words.tsx";

type Past = NonNullable<AlertExplanation["ownPast"]>;

/** What the subject did before the alert, or why that is not known. */
export function OwnPast({ explanation: { ownPast, ownPastMissing } }: { explanation: AlertExplanation }) {
  const intl = useIntl();
  if (ownPast === undefined) return <English>{ownPastMissing ?? ""}</English>;
  const { days, before, received, paid } = ownPast;
  const date = intl.formatDate(before, { dateStyle: "medium", timeZone: "UTC" });
  return (
    <>
      <p>
        <Side id="alert.normal.received" flow={received} />; <Side id="alert.normal.paid" flow={paid} />
      </p>
      <p className="muted">
        <Text id="alert.normal.days" values={{ days, date }} />
      </p>
    </>
  );
}

function Side({ id, flow }: { id: "alert.normal.received" | "alert.normal.paid"; flow: Past["received"] }) {
  const { payments, activeDays, sums } = flow;
  return (
    <>
      <Text id={id} values={{ payments, activeDays }} />
      {sums.map(({ peg, total }) => (
        <span key={peg}>
          {" "}
          <Amount amount={total} unit={peg} />
        </span>
      ))}
    </>
  );
}
