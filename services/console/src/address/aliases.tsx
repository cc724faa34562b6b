import type { AddressFlows } from "@redflag/contract/http/routes/flows";
import { useChainTitle } from "../api/use-chains.ts";
import { AddressLink } from "../show/address.tsx";
import { EmptyPanel, Panel } from "../show/panel.tsx";
import { partsOfCaip10 } from "../show/shortened.ts";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import styles from "./address.module.css";
import { PartyMarks } from "./party-marks.tsx";

/** The same 20 bytes on other chains that are watched, where payments of them were met. */
export function Aliases({ flows: { aliases } }: { flows: AddressFlows }) {
  const t = useText();
  const titleOf = useChainTitle();
  if (aliases.length === 0) {
    return (
      <EmptyPanel title={t("address.aliases")} id="aliases">
        {t("address.aliases.none")}
      </EmptyPanel>
    );
  }
  return (
    <Panel title={t("address.aliases")} id="aliases" flush>
      <div className="scroll">
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">{t("address.freeze.chain")}</th>
              <th scope="col">{t("address.party")}</th>
              <th scope="col">{t("address.alias.holder")}</th>
              <th scope="col">{t("address.party.marks")}</th>
              <th scope="col">{t("address.profile.first")}</th>
              <th scope="col">{t("address.profile.last")}</th>
              <th scope="col" className="amount">
                {t("address.party.payments")}
              </th>
            </tr>
          </thead>
          <tbody>
            {aliases.map((alias) => (
              <tr key={alias.address}>
                <td>{titleOf(partsOfCaip10(alias.address).chain)}</td>
                <td>
                  <AddressLink caip10={alias.address} />
                </td>
                <td>{t(`address.alias.${alias.holder}`)}</td>
                <td>
                  <span className={styles.marks}>
                    <PartyMarks party={alias} />
                  </span>
                </td>
                <td>
                  <Time at={alias.profile.firstSeen} />
                </td>
                <td>
                  <Time at={alias.profile.lastSeen} />
                </td>
                <td className="amount number">{alias.profile.received + alias.profile.paid}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
