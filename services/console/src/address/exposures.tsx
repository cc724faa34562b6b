import type { AddressFlows } from "@redflag/contract/http/routes/flows";
import type { HeldExposure } from "@redflag/contract/http/routes/screening";
import { useIntl } from "react-intl";
import { AddressLink } from "../show/address.tsx";
import { EmptyPanel, Panel } from "../show/panel.tsx";
import { SeverityMark } from "../show/severity.tsx";
import { Time } from "../show/time.tsx";
import { Worth } from "../show/worth.tsx";
import { useText } from "../words/words.tsx";
import styles from "./address.module.css";

const PPM = 1_000_000;

/** Money of listed addresses that is left with the address, and the way by which most of it came. */
export function Exposures({ flows: { exposures, chain, profile } }: { flows: AddressFlows }) {
  const t = useText();
  if (exposures.length === 0) {
    return (
      <EmptyPanel title={t("address.exposures")} id="exposures">
        {profile === undefined
          ? t("address.exposures.unknown")
          : t("address.exposures.none", { block: profile.asOfBlock })}
      </EmptyPanel>
    );
  }
  return (
    <Panel title={t("address.exposures")} id="exposures" flush>
      <div className="scroll">
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col" className="amount">
                {t("address.exposure.amount")}
              </th>
              <th scope="col" className="amount">
                {t("address.exposure.share")}
              </th>
              <th scope="col">{t("address.exposure.origin")}</th>
              <th scope="col">{t("address.exposure.path")}</th>
              <th scope="col">{t("address.exposure.since")}</th>
            </tr>
          </thead>
          <tbody>
            {exposures.map((exposure) => (
              <Row
                key={`${exposure.origin.address} ${exposure.origin.list} ${exposure.currency}`}
                exposure={exposure}
                chain={chain}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Row({ exposure, chain }: { exposure: HeldExposure; chain: string }) {
  const t = useText();
  const { formatNumber } = useIntl();
  const { origin } = exposure;
  const share = formatNumber(exposure.sharePpm / PPM, { style: "percent", maximumFractionDigits: 2 });
  return (
    <tr>
      <td className="amount">
        <Worth amount={exposure.amount} unit={exposure.currency} />
      </td>
      <td className="amount number">{share}</td>
      <td>
        <AddressLink caip10={inFull(origin.address, chain)} />
        <span className={styles.beside}>
          {origin.listing === undefined ? (
            <span className="muted">{t("address.exposure.delisted", { list: origin.list })}</span>
          ) : (
            <>
              <SeverityMark severity={origin.listing.severity} word={false} />{" "}
              {t(`show.category.${origin.listing.category}`)}
            </>
          )}
        </span>
      </td>
      <td>
        <ol className={styles.path}>
          {exposure.path.map(({ payer, amount, block }) => (
            <li key={`${block} ${payer}`}>
              <AddressLink caip10={inFull(payer, chain)} /> <Worth amount={amount} unit={exposure.currency} muted />
            </li>
          ))}
        </ol>
      </td>
      <td>
        <Time at={exposure.since} />
      </td>
    </tr>
  );
}

/** Exposures name accounts as their chain writes them, some with the chain. */
function inFull(account: string, chain: string): string {
  return account.includes(":") ? account : `${chain}:${account}`;
}
