import type { AddressAlert, AddressFlows } from "@redflag/contract/http/routes/flows";
import { Link } from "@tanstack/react-router";
import { Hash } from "../show/hash.tsx";
import { EmptyPanel, Panel } from "../show/panel.tsx";
import { SeverityMark } from "../show/severity.tsx";
import { shortened } from "../show/shortened.ts";
import { StateMark } from "../show/state.tsx";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";

interface Props {
  alerts: AddressFlows["alerts"];
  caip10: string;
}

/** Alerts of which the address is the subject. */
export function AddressAlerts({ alerts: { items, more }, caip10 }: Props) {
  const t = useText();
  const all = more && (
    <Link to="/alerts" search={{ subject: caip10 } as never}>
      {t("address.alerts.all")}
    </Link>
  );
  if (items.length === 0) {
    return (
      <EmptyPanel title={t("address.alerts")} id="alerts">
        <Text id="address.alerts.none" values={{ why: (words) => <a href="#why">{words}</a> }} />
      </EmptyPanel>
    );
  }
  return (
    <Panel title={t("address.alerts")} id="alerts" beside={all} flush>
      <div className="scroll">
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">{t("address.alert.severity")}</th>
              <th scope="col">{t("address.alert.rule")}</th>
              <th scope="col">{t("address.alert.basis")}</th>
              <th scope="col">{t("address.alert.state")}</th>
              <th scope="col" className="amount">
                {t("address.alert.findings")}
              </th>
              <th scope="col">{t("address.alert.first")}</th>
              <th scope="col">{t("address.alert.last")}</th>
              <th scope="col">{t("address.alert.id")}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((alert) => (
              <AlertRow key={alert.id} alert={alert} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function AlertRow({ alert }: { alert: AddressAlert }) {
  const t = useText();
  return (
    <tr>
      <td>
        <SeverityMark severity={alert.severity} />
      </td>
      <td>
        <Link
          to="/alerts/$id"
          params={{ id: alert.id }}
          aria-label={t("address.alert.open", { id: shortened(alert.id), rule: alert.heuristic })}
        >
          <span lang="en">{alert.heuristic}</span>
        </Link>
      </td>
      <td>{t(`address.exposure.${alert.exposure}`)}</td>
      <td>
        <StateMark state={alert.state} />
      </td>
      <td className="amount number">{alert.evidence}</td>
      <td>
        <Time at={alert.first.time} />
      </td>
      <td>
        <Time at={alert.last.time} />
      </td>
      <td>
        <Hash hash={alert.id} />
      </td>
    </tr>
  );
}
