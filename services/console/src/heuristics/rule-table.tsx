import type { RuleHead } from "@redflag/contract/http/routes/heuristics";
import type { RulePrecision } from "@redflag/contract/http/routes/precision";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import { useIntl } from "react-intl";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { English } from "../show/english.tsx";
import { Empty, Failure, Loading } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { ChangedParameters } from "./changed-parameters.tsx";
import styles from "./heuristics.module.css";
import type { HeuristicsSearch } from "./heuristics-search.ts";
import { isFound } from "./is-found.ts";
import { ModeMark } from "./mode-mark.tsx";
import { ShareBar } from "./share-bar.tsx";

/** From what needs the least memory to what needs the most. */
const KINDS = ["head", "depth", "graph", "cross-chain", "context"] as const satisfies readonly RuleHead["kind"][];
const COLUMNS = 5;

/** The rules by where they judge. */
export function RuleTable({ search }: { search: HeuristicsSearch }) {
  const t = useText();
  const intl = useIntl();
  const { data, error, refetch } = useQuery({
    queryKey: ["heuristics"],
    queryFn: async () => (await api.listHeuristics()).body,
  });
  const precision = useQuery({
    queryKey: ["heuristics", "precision"],
    queryFn: async () => (await api.listPrecision()).body.items,
  });
  if (error !== null && data === undefined) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading rows={12} />;
  const found = data.items.filter((rule) => isFound(rule, search));
  if (found.length === 0) return <Empty title={t("heuristic.none")}>{t("heuristic.none.hint")}</Empty>;
  const since = intl.formatDate(data.recentSince, { dateStyle: "medium" });
  return (
    <section className="panel" aria-label={t("heuristic.title")}>
      <div className="scroll">
        <table className={`data-table ${styles.rules}`} aria-label={t("heuristic.title")}>
          <thead>
            <tr>
              <th scope="col">{t("heuristic.rule")}</th>
              <th scope="col">{t("heuristic.mode")}</th>
              <th scope="col">{t("heuristic.changed")}</th>
              <th scope="col">{t("heuristic.precision")}</th>
              <th scope="col" className="amount">
                {t("heuristic.alerts.since", { since })}
              </th>
            </tr>
          </thead>
          {KINDS.map((kind) => {
            const rules = found.filter((rule) => rule.kind === kind);
            if (rules.length === 0) return null;
            return (
              <tbody key={kind}>
                <tr>
                  <th scope="rowgroup" colSpan={COLUMNS} className={styles.kind}>
                    {t(`heuristic.kind.${kind}`)} <span className="muted">{t(`heuristic.kind.${kind}.hint`)}</span>
                  </th>
                </tr>
                {rules.map((rule) => (
                  <RuleRow key={rule.id} rule={rule} precision={precision.data ?? []} />
                ))}
              </tbody>
            );
          })}
        </table>
      </div>
    </section>
  );
}

function RuleRow({ rule, precision }: { rule: RuleHead; precision: readonly RulePrecision[] }) {
  const intl = useIntl();
  const { id, version, title, typologies, mode, recentAlerts } = rule;
  const own = precision.find((one) => one.heuristic === id && one.version === version);
  const count = intl.formatNumber(recentAlerts);
  const mayReadAlerts = useMay("alerts:read");
  return (
    <tr>
      <th scope="row" className={styles.rule}>
        <Link to="/heuristics/$id" params={{ id }}>
          <English>{title}</English>
        </Link>
        <span className={styles.under}>
          <span className="mono ltr">
            {id} v{version}
          </span>
          {typologies.map((typology) => (
            <Fragment key={typology.id}>
              {" · "}
              <English>{typology.title}</English>
            </Fragment>
          ))}
        </span>
      </th>
      <td>
        <ModeMark mode={mode} />
      </td>
      <td>
        <ChangedParameters rule={rule} />
      </td>
      <td>
        <ShareBar share={own?.precision} />
      </td>
      <td className="amount number">
        {mayReadAlerts && recentAlerts > 0 ? (
          <Link to="/alerts" search={{ heuristic: id, review: "any" }}>
            {count}
          </Link>
        ) : (
          count
        )}
      </td>
    </tr>
  );
}
