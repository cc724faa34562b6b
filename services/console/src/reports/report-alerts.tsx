import type { ReportDetail } from "@redflag/contract/http/routes/reports";
import { Link } from "@tanstack/react-router";
import { AddressLink } from "../show/address.tsx";
import { Panel } from "../show/panel.tsx";
import { SeverityMark } from "../show/severity.tsx";
import { StateMark } from "../show/state.tsx";
import { useText } from "../words/words.tsx";

/** What it is about, and what of that has moved on since it was made ready. */
export function ReportAlerts({ alerts }: Pick<ReportDetail, "alerts">) {
  const t = useText();
  return (
    <Panel title={t("reports.about.alerts", { count: alerts.length })} flush>
      <div className="scroll">
        <table className="data-table" aria-label={t("reports.about.alerts", { count: alerts.length })}>
          <tbody>
            {alerts.map(({ id, rule, subject, severity, state, changed }) => (
              <tr key={id}>
                <td>
                  <SeverityMark severity={severity} />
                </td>
                <td>
                  <Link to="/alerts/$id" params={{ id }}>
                    <span lang="en">{rule}</span>
                  </Link>
                </td>
                <td>
                  <AddressLink caip10={subject} />
                </td>
                <td>
                  <StateMark state={state} />
                </td>
                <td>{changed && <span className="pill">{t("reports.alert.changed")}</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
