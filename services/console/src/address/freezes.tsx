import type { Deposit, Freeze } from "@redflag/contract/http/routes/derived-lists";
import { AddressLink } from "../show/address.tsx";
import { Hash } from "../show/hash.tsx";
import { EmptyPanel, Panel } from "../show/panel.tsx";
import { Scroll } from "../show/scroll.tsx";
import { StateMark } from "../show/state.tsx";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./address.module.css";

const PPM_PERCENT = 10_000;

/** What issuers did to the address, on every chain. */
export function Freezes({ freezes }: { freezes: readonly Freeze[] }) {
  const t = useText();
  if (freezes.length === 0) {
    return (
      <EmptyPanel title={t("address.freezes")} id="freezes">
        {t("address.freezes.none")}
      </EmptyPanel>
    );
  }
  return (
    <Panel title={t("address.freezes")} id="freezes" flush>
      <Scroll name={t("address.freezes")}>
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">{t("address.freeze.issuer")}</th>
              <th scope="col">{t("address.freeze.chain")}</th>
              <th scope="col">{t("address.freeze.begun")}</th>
              <th scope="col">{t("address.freeze.lifted")}</th>
            </tr>
          </thead>
          <tbody>
            {freezes.map((freeze) => (
              <tr key={`${freeze.token} ${freeze.frozen.transaction}`}>
                <td>
                  <bdi>{freeze.issuer}</bdi> <bdi>{freeze.symbol}</bdi>
                </td>
                <td>
                  <bdi>{freeze.chain}</bdi>
                </td>
                <td>
                  <Place place={freeze.frozen} />
                </td>
                <td>
                  {freeze.unfrozen === undefined ? t("address.freeze.standing") : <Place place={freeze.unfrozen} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Panel>
  );
}

function Place({ place }: { place: Freeze["frozen"] }) {
  return (
    <span className={styles.inline}>
      <Time at={place.time} />
      <Hash hash={place.transaction} href={place.link} />
      <StateMark state={place.state} />
    </span>
  );
}

/** That it is inferred to be an address which a service gave a customer; absent where it is not. */
export function Deposits({ deposits, chain }: { deposits: readonly Deposit[]; chain: string }) {
  const t = useText();
  if (deposits.length === 0) return null;
  return (
    <Panel title={t("address.deposits")} id="deposits">
      {deposits.map((deposit) => (
        <p key={`${deposit.chain} ${deposit.service}`}>
          <Text
            id="address.deposit"
            values={{
              service: <AddressLink caip10={`${chain}:${deposit.service}`} />,
              entity: <bdi>{deposit.entity ?? t("address.mark.aService")}</bdi>,
              percent: deposit.confidence,
              count: deposit.evidence.forwardCount,
              share: deposit.evidence.sharePpm / PPM_PERCENT,
              from: <Time at={deposit.evidence.firstTime} />,
              to: <Time at={deposit.evidence.lastTime} />,
            }}
          />
        </p>
      ))}
    </Panel>
  );
}
