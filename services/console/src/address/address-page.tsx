import { ApiProblem } from "@redflag/contract/http/api-problem";
import type { AddressFlows } from "@redflag/contract/http/routes/flows";
import { useMay } from "../api/session.ts";
import { ActivityCalendar } from "../chart/activity-calendar.tsx";
import { FlowPanel } from "../flow/flow-panel.tsx";
import { EmptyPanel, Panel } from "../show/panel.tsx";
import { Failure, Loading, NotPermitted } from "../show/states.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./address.module.css";
import { AddressAlerts } from "./address-alerts.tsx";
import { AddressHead } from "./address-head.tsx";
import { Aliases } from "./aliases.tsx";
import { ChainChoice } from "./chain-choice.tsx";
import { Counterparties } from "./counterparties.tsx";
import { Exposures } from "./exposures.tsx";
import { Deposits, Freezes } from "./freezes.tsx";
import { ListHistory } from "./list-history.tsx";
import { ListingsAlone } from "./listings-alone.tsx";
import { Profile } from "./profile.tsx";
import { useAddress } from "./use-address.ts";
import { useLinkedPart } from "./use-linked-part.ts";
import { WhyNoAlert } from "./why-no-alert.tsx";

/** What is known of one address on one chain. */
export function AddressPage() {
  const mayReadFlows = useMay("flows:read");
  const mayReadLists = useMay("lists:read");
  const { data, error, refetch } = useAddress();
  if (!mayReadFlows) return mayReadLists ? <ListingsAlone /> : <NotPermitted />;
  if (error instanceof ApiProblem && error.code === "chain_unnamed") return <ChainChoice />;
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading rows={12} />;
  // Of another address nothing that was opened here stays open.
  return <Known key={data.address} flows={data} />;
}

function Known({ flows }: { flows: AddressFlows }) {
  const t = useText();
  const mayReadAlerts = useMay("alerts:read");
  useLinkedPart();
  return (
    <article className={styles.page}>
      <AddressHead flows={flows} />
      <div className={styles.pair}>
        <Profile flows={flows} />
        <Panel title={t("address.activity")} id="activity">
          {flows.days.length === 0 ? (
            <p className="muted">{t("address.activity.none")}</p>
          ) : (
            <ActivityCalendar days={flows.days} />
          )}
        </Panel>
      </div>
      {mayReadAlerts ? <AddressAlerts alerts={flows.alerts} caip10={flows.address} /> : <Withheld />}
      <Exposures flows={flows} />
      <Counterparties flows={flows} />
      <div id="flow">
        <FlowPanel address={flows.address} />
      </div>
      <ListHistory listings={flows.listings} />
      <Freezes freezes={flows.freezes} />
      <Deposits deposits={flows.deposits} chain={flows.chain} />
      <Aliases flows={flows} />
      {mayReadAlerts && <WhyNoAlert caip10={flows.address} />}
    </article>
  );
}

/** Says that something is left out: what is not shown must not look like nothing. */
function Withheld() {
  const t = useText();
  return (
    <EmptyPanel title={t("address.alerts")} id="alerts">
      <Text id="address.alerts.withheld" />
    </EmptyPanel>
  );
}
