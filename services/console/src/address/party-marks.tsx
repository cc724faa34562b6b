import type { PartyFacts } from "@redflag/contract/http/flow-party";
import { SeverityMark } from "../show/severity.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./address.module.css";

/** What lists, issuers and the ledger say of who stands at an address, in words. */
export function PartyMarks({ party }: { party: PartyFacts }) {
  const t = useText();
  const { listed, service, deposit, frozen } = party;
  return (
    <>
      {listed.map(({ list, category, severity, authority }) => (
        <span key={`${list} ${category}`} className={`${styles.mark} ${styles.listed}`}>
          <SeverityMark severity={severity} word={false} />
          <span>
            <Text
              id="address.mark.listed"
              values={{ category: t(`address.category.${category}`), authority: <bdi>{authority}</bdi> }}
            />
          </span>
        </span>
      ))}
      {service !== undefined && (
        <span className={`${styles.mark} ${styles.service}`}>
          {t(`address.category.${service.category}`)}
          {service.entity !== undefined && <bdi> {service.entity}</bdi>}
        </span>
      )}
      {deposit !== undefined && (
        <span className={styles.mark}>
          <span>
            <Text
              id="address.mark.deposit"
              values={{
                service: <bdi>{deposit.entity ?? t("address.mark.aService")}</bdi>,
                percent: deposit.confidence,
              }}
            />
          </span>
        </span>
      )}
      {frozen && <span className={styles.mark}>{t("address.mark.frozen")}</span>}
    </>
  );
}
