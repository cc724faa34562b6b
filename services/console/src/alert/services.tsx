import type { AlertDetail } from "@redflag/contract/http/routes/alerts";
import { AddressLink } from "../show/address.tsx";
import { Text, useText } from "../words/words.tsx";
import { knownServices } from "./known-services.ts";
import styles from "./listings.module.css";
import { useSubject } from "./use-subject.ts";

/** Known businesses among those whom the payments name. */
export function Services({ alert: { subject, explanation } }: { alert: AlertDetail }) {
  const t = useText();
  const { data } = useSubject(subject);
  const found = data === undefined ? [] : knownServices(explanation, data);
  if (found.length === 0) return null;
  return (
    <>
      <h3 className={styles.services}>
        <Text id="alert.services" />
      </h3>
      <ul>
        {found.map(({ address, service, deposit }) => (
          <li key={address} className={styles.facts}>
            <AddressLink caip10={address} />
            {service !== undefined && (
              <>
                {service.entity !== undefined && <bdi>{service.entity}</bdi>}
                <bdi lang="en">{service.category}</bdi>
                <span>
                  <Text id="alert.services.list" values={{ list: <bdi>{service.list}</bdi> }} />
                </span>
              </>
            )}
            {deposit !== undefined && (
              <span>
                <Text
                  id="alert.services.deposit"
                  values={{ entity: <bdi>{deposit.entity ?? deposit.service}</bdi>, confidence: deposit.confidence }}
                />{" "}
                {t("alert.inferred")}
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
