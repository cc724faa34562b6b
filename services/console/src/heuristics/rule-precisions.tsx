import type { RuleDetail } from "@redflag/contract/http/routes/heuristics";
import { DISPOSITIONS } from "@redflag/domain/disposition";
import { Link } from "@tanstack/react-router";
import { useIntl } from "react-intl";
import { useMay } from "../api/session.ts";
import { Panel } from "../show/panel.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./heuristics.module.css";
import { ShareBar } from "./share-bar.tsx";

/** What its alerts were found to be, version by version. */
export function RulePrecisions({ rule: { id, precision, recentAlerts, recentSince } }: { rule: RuleDetail }) {
  const t = useText();
  const intl = useIntl();
  const mayReadAlerts = useMay("alerts:read");
  const since = intl.formatDate(recentSince, { dateStyle: "medium" });
  return (
    <Panel
      title={t("heuristic.precision")}
      beside={
        mayReadAlerts && (
          <Link to="/alerts" search={{ heuristic: id, review: "any" }}>
            {t("heuristic.precision.alerts")}
          </Link>
        )
      }
    >
      <p>
        <Text id="heuristic.precision.recent" values={{ count: recentAlerts, since }} />
      </p>
      {precision.length === 0 ? (
        <p className="muted">{t("heuristic.precision.none")}</p>
      ) : (
        <ul className={styles.versions}>
          {precision.map(({ version, alerts, unreviewed, dispositions, precision: share }) => (
            <li key={version}>
              <h3>{t("heuristic.version", { version })}</h3>
              <ShareBar share={share} />
              <p className="muted">
                {[
                  t("heuristic.precision.alerts.count", { count: alerts }),
                  t("heuristic.precision.unreviewed", { count: unreviewed }),
                  ...DISPOSITIONS.filter((name) => dispositions[name] > 0).map(
                    (name) => `${t(`review.disposition.${name}`)}: ${intl.formatNumber(dispositions[name])}`,
                  ),
                ].join(" · ")}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
