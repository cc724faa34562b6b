import type { FlowReach } from "@redflag/contract/http/flow-party";
import type { AddressFlows } from "@redflag/contract/http/routes/flows";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./address.module.css";

/** Of which payments the counterparties are, and what was left out. */
export function Coverage({ flows: { counterparties, watched } }: { flows: AddressFlows }) {
  const t = useText();
  const { items, of, covers, leftOut } = counterparties;
  if (items.length === 0) {
    return <p className={`muted ${styles.pad}`}>{t(watched ? "address.counterparties.none" : "address.unwatched")}</p>;
  }
  return (
    <div className={`muted ${styles.pad}`}>
      <p>{t("address.counterparties.shown", { shown: items.length, of })}</p>
      {covers !== undefined && <Side reach={covers.in} way="in" />}
      {covers !== undefined && <Side reach={covers.out} way="out" />}
      {leftOut.dust.transfers > 0 && <p>{t("address.counterparties.dust", { count: leftOut.dust.transfers })}</p>}
    </div>
  );
}

/** Said only where something is missing. */
function Side({ reach, way }: { reach: FlowReach; way: "in" | "out" }) {
  if (!reach.cut) return null;
  return (
    <p className={styles.strong}>
      <Text
        id={`address.counterparties.cut.${way}`}
        values={{ count: reach.transfers, from: <Time at={reach.from.time} /> }}
      />
    </p>
  );
}
