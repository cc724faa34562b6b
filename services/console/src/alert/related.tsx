import type { AlertDetail } from "@redflag/contract/http/routes/alerts";
import { Link } from "@tanstack/react-router";
import { AddressLink } from "../show/address.tsx";
import { Panel } from "../show/panel.tsx";
import { SeverityMark } from "../show/severity.tsx";
import { StateMark } from "../show/state.tsx";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./related.module.css";
import { relatedRows } from "./related-rows.ts";

/** Alerts of the same scheme, about the same subject, about those whom the payments name. */
export function Related({ alert: { related } }: { alert: AlertDetail }) {
  const t = useText();
  const rows = relatedRows(related);
  return (
    <Panel title={<Text id="alert.related" values={{ count: rows.length }} />}>
      {rows.length === 0 ? (
        <p className="muted">
          <Text id="alert.related.none" />
        </p>
      ) : (
        <table className={`data-table ${styles.related}`}>
          <thead>
            <tr>
              {(["severity", "rule", "subject", "tie", "time", "state"] as const).map((name) => (
                <th key={name} scope="col">
                  {t(`alert.related.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, severity, heuristic, subject, ties, lastTime, state }) => (
              <tr key={id}>
                <td>
                  <SeverityMark severity={severity} />
                </td>
                <td>
                  <Link to="/alerts/$id" params={{ id }}>
                    <bdi>{heuristic}</bdi>
                  </Link>
                </td>
                <td>
                  <AddressLink caip10={subject} />
                </td>
                <td>{ties.map((tie) => t(`alert.tie.${tie}`)).join(", ")}</td>
                <td>
                  <Time at={lastTime} />
                </td>
                <td>
                  <StateMark state={state} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
