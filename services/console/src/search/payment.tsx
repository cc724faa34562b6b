import type { WhyTransferLine } from "@redflag/contract/why-line";
import { formatUnits } from "@redflag/domain/money";
import { Link } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import { useIntl } from "react-intl";
import { useChains } from "../api/use-chains.ts";
import { AddressLink } from "../show/address.tsx";
import { Amount } from "../show/amount.tsx";
import { English } from "../show/english.tsx";
import { Panel } from "../show/panel.tsx";
import { partsOfCaip10, shortened } from "../show/shortened.ts";
import { StateMark } from "../show/state.tsx";
import { useText } from "../words/words.tsx";
import styles from "./transaction.module.css";
import { Verdicts } from "./verdicts.tsx";

interface Props {
  transfer: WhyTransferLine;
  place: number;
  of: number;
  chain: string;
}

/** One payment of a transaction: who paid whom, how it was read, and what every rule says of it. */
export function Payment({ transfer, place, of, chain }: Props) {
  const t = useText();
  const { formatNumber } = useIntl();
  return (
    <Panel title={t("search.payment", { place, of })} flush>
      <div className={styles.facts}>
        <p className={styles.parties}>
          <AddressLink caip10={transfer.sender} copy />
          <ArrowRight size={16} className={styles.arrow} role="img" aria-label={t("search.payment.to")} />
          <AddressLink caip10={transfer.recipient} copy />
          <TokenAmount transfer={transfer} chain={chain} />
        </p>
        <p className="muted">
          {t("search.payment.place", { block: transfer.block, index: formatNumber(transfer.logIndex) })}
          {transfer.coverage !== undefined && (
            <>
              {" "}
              {t("search.payment.coverage")}{" "}
              <span className="ltr">
                {transfer.coverage.endpoint}, {transfer.coverage.level}
              </span>
            </>
          )}
        </p>
        {transfer.besides.map((text) => (
          <p key={text}>
            <English>{text}</English>
          </p>
        ))}
        {transfer.text !== undefined && (
          <p className={styles.strong}>
            <English>{transfer.text}</English>
          </p>
        )}
        <Alerts alerts={transfer.alerts} />
      </div>
      <Verdicts transfer={transfer} chain={chain} />
    </Panel>
  );
}

/** In whole units where the token is known; else as the chain has it, and said so. */
function TokenAmount({ transfer: { token, amount }, chain }: { transfer: WhyTransferLine; chain: string }) {
  const t = useText();
  const known = useChains()
    .get(chain)
    ?.tokens.find((one) => one.token === token);
  if (known !== undefined) return <Amount amount={formatUnits(BigInt(amount), known.decimals)} unit={known.symbol} />;
  return (
    <>
      <Amount amount={amount} unit={t("search.payment.baseUnits")} />
      <span className="mono ltr muted">{shortened(partsOfCaip10(token).account)}</span>
    </>
  );
}

function Alerts({ alerts }: { alerts: WhyTransferLine["alerts"] }) {
  const t = useText();
  if (alerts.length === 0) return <p className="muted">{t("search.payment.noAlerts")}</p>;
  return (
    <ul className={styles.alerts}>
      {alerts.map(({ id, state }) => (
        <li key={id}>
          <Link to="/alerts/$id" params={{ id }}>
            {t("search.payment.alert")} <span className="mono ltr">{shortened(id)}</span>
          </Link>{" "}
          <StateMark state={state} />
        </li>
      ))}
    </ul>
  );
}
