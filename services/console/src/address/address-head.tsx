import type { AddressFlows } from "@redflag/contract/http/routes/flows";
import { Link } from "@tanstack/react-router";
import { BriefcaseBusiness, ExternalLink } from "lucide-react";
import { useMay } from "../api/session.ts";
import { useChains } from "../api/use-chains.ts";
import { partsOfCaip10 } from "../show/shortened.ts";
import { Text, useText } from "../words/words.tsx";
import styles from "./address.module.css";
import { Anchors } from "./anchors.tsx";
import { CopyForms } from "./copy-forms.tsx";
import { LookAlikes } from "./look-alikes.tsx";
import { PartyMarks } from "./party-marks.tsx";
import { Position } from "./position.tsx";
import { WatchButton } from "./watch-button.tsx";

export function AddressHead({ flows }: { flows: AddressFlows }) {
  const t = useText();
  const { account } = partsOfCaip10(flows.address);
  const chain = useChains().get(flows.chain);
  const mayWrite = useMay("cases:write");
  const mayWatch = useMay("watches:own");
  const standing = flows.alerts.items.filter(({ state }) => state !== "withdrawn").length;
  const mayReadAlerts = useMay("alerts:read");
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <span className="muted">
          <Text id="address.on" values={{ chain: <bdi>{chain?.title ?? flows.chain}</bdi> }} />{" "}
          <span className="mono ltr">{chain === undefined ? "" : flows.chain}</span>
        </span>
        <div className={`${styles.acts} screen-only`}>
          <CopyForms caip10={flows.address} />
          {chain?.explorer !== undefined && (
            <a
              className="button"
              href={chain.explorer.address.replace("{}", account)}
              target="_blank"
              rel="noopener noreferrer"
            >
              <ExternalLink size={14} aria-hidden />
              <Text id="address.explorer" />
              <span className="unseen">{t("show.opensExplorer")}</span>
            </a>
          )}
          {mayWrite && (
            <Link className="button" to="/cases" search={{ new: "subject", value: flows.address }}>
              <BriefcaseBusiness size={14} aria-hidden />
              {t("address.openCase")}
            </Link>
          )}
          {mayWatch && <WatchButton account={account} />}
        </div>
      </div>
      <h1 className={`mono ltr ${styles.account}`}>{account}</h1>
      <div className={styles.marks}>
        <PartyMarks party={flows} />
        {mayReadAlerts && standing > 0 && (
          <a href="#alerts" className={styles.mark}>
            {t(flows.alerts.more ? "address.mark.alertsMore" : "address.mark.alerts", { count: standing })}
          </a>
        )}
      </div>
      <LookAlikes flows={flows} />
      <Position flows={flows} />
      <Anchors />
    </header>
  );
}
