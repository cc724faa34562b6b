import type { AddressFlows, FlowProfile } from "@redflag/contract/http/routes/flows";
import type { ReactNode } from "react";
import { useIntl } from "react-intl";
import { Amount } from "../show/amount.tsx";
import { Panel } from "../show/panel.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import styles from "./address.module.css";

/** As the chain's lane remembers the address. */
export function Profile({ flows: { profile, watched } }: { flows: AddressFlows }) {
  const t = useText();
  return (
    <Panel title={t("address.profile")} id="profile">
      {profile === undefined ? (
        <p className="muted">{t(watched ? "address.profile.none" : "address.unwatched")}</p>
      ) : (
        <Facts profile={profile} />
      )}
    </Panel>
  );
}

function Facts({ profile }: { profile: FlowProfile }) {
  const t = useText();
  const { formatNumber, formatDate } = useIntl();
  const { remembered } = profile;
  // Days are UTC's: a reader's zone would name others.
  const dayText = (day: string) => formatDate(day, { dateStyle: "medium", timeZone: "UTC" });
  const days = remembered && { from: dayText(remembered.from), to: dayText(remembered.to) };
  return (
    <dl className={styles.facts}>
      <Fact name={t("address.profile.first")}>
        <Time at={profile.firstSeen} />
      </Fact>
      <Fact name={t("address.profile.last")}>
        <Time at={profile.lastSeen} />
      </Fact>
      <Fact name={t("address.profile.received")}>{t("address.payments", { count: profile.received })}</Fact>
      <Fact name={t("address.profile.paid")}>{t("address.payments", { count: profile.paid })}</Fact>
      <Fact name={t("address.profile.net")} note={t("address.profile.net.note")}>
        <Sums sums={profile.net} />
      </Fact>
      {remembered !== undefined && (
        <>
          <Fact name={t("address.profile.in", days)}>
            <Sums sums={remembered.in.sums} />
          </Fact>
          <Fact name={t("address.profile.out", days)}>
            <Sums sums={remembered.out.sums} />
          </Fact>
        </>
      )}
      <Fact name={t("address.profile.asOf")}>
        <span className="number">{formatNumber(profile.asOfBlock)}</span>
      </Fact>
    </dl>
  );
}

function Sums({ sums }: { sums: readonly { currency: string; amount: string }[] }) {
  if (sums.length === 0) return <span className="muted">0</span>;
  return sums.map(({ currency, amount }) => (
    <span key={currency} className={styles.sum}>
      <Amount amount={amount} unit={currency} />
    </span>
  ));
}

function Fact({ name, note, children }: { name: string; note?: string; children: ReactNode }) {
  return (
    <div>
      <dt className="muted">{name}</dt>
      <dd>
        {children}
        {note !== undefined && <p className={`muted ${styles.note}`}>{note}</p>}
      </dd>
    </div>
  );
}
