import type { Endpoint } from "@redflag/contract/http/routes/operations";
import { useIntl } from "react-intl";
import { useNow } from "../app/now.ts";
import { FigureTrack } from "../show/figure-track.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Empty } from "../show/states.tsx";
import { Age } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { type Health, HealthMark } from "./health-mark.tsx";
import styles from "./operations.module.css";
import type { TablePages } from "./use-live.ts";

const HEALTH: Readonly<Record<Endpoint["state"], Health>> = {
  healthy: "good",
  benched: "watch",
  barred: "bad",
  stale: "watch",
};

interface Props {
  endpoints: readonly Endpoint[] | undefined;
  pages: TablePages;
  /** Absent: they are of one chain. */
  titleOf?: (chain: string) => string;
}

/** How each endpoint does, as the ingest processes that ask it say. Hosts only: a URL may hold a key. */
export function EndpointTable({ endpoints, pages, titleOf }: Props) {
  const t = useText();
  const intl = useIntl();
  const columns: readonly Column<Endpoint>[] = [
    { head: t("operations.endpoint.host"), cell: ({ host }) => <bdi className="mono ltr">{host}</bdi> },
    ...(titleOf === undefined
      ? []
      : [{ head: t("operations.chain"), cell: ({ chain }: Endpoint) => <bdi>{titleOf(chain)}</bdi> }]),
    { head: t("operations.state"), cell: (endpoint) => <EndpointState endpoint={endpoint} /> },
    {
      head: t("operations.endpoint.latency"),
      cell: ({ latencyMs }) =>
        latencyMs === undefined
          ? "–"
          : intl.formatNumber(latencyMs, { style: "unit", unit: "millisecond", unitDisplay: "short" }),
      className: "amount number",
    },
    {
      head: t("operations.endpoint.score"),
      cell: ({ score }) => (
        <div className={styles.bar} title={intl.formatNumber(score, { style: "percent" })}>
          <FigureTrack value={String(score)} threshold="1" met={score > 0.5} />
          <span className="unseen">{intl.formatNumber(score, { style: "percent" })}</span>
        </div>
      ),
    },
    {
      head: t("operations.endpoint.behind"),
      cell: ({ blocksBehind }) => (blocksBehind === undefined ? "–" : intl.formatNumber(blocksBehind)),
      className: "amount number",
    },
    {
      head: t("operations.endpoint.limit"),
      cell: ({ requestsPerSecondMax: max }) =>
        max === undefined ? "–" : t("operations.endpoint.perSecond", { max: intl.formatNumber(max) }),
      className: "amount number",
    },
    {
      head: t("operations.endpoint.lies"),
      cell: ({ liesCaught }) =>
        liesCaught === 0 ? "0" : <span className={styles.stale}>{intl.formatNumber(liesCaught)}</span>,
      className: "amount number",
    },
  ];
  const empty = <Empty title={t("operations.endpoints.none")}>{t("operations.endpoints.none.hint")}</Empty>;
  return (
    <RowTable
      label={t("operations.endpoints")}
      columns={columns}
      rows={endpoints}
      keyOf={({ process, chain, ordinal }) => `${process} ${chain} ${ordinal}`}
      pages={pages}
      empty={empty}
    />
  );
}

function EndpointState({ endpoint: { state, restsUntil, problem, reportedAt } }: { endpoint: Endpoint }) {
  const t = useText();
  const now = useNow();
  return (
    <HealthMark health={HEALTH[state]}>
      <span>
        {t(`operations.endpoint.${state}`)}{" "}
        {state === "benched" && restsUntil !== undefined && <Age at={restsUntil} now={now} />}
        {state === "stale" && <Age at={reportedAt} now={now} />}
        {problem !== undefined && <span className="mono ltr muted"> {problem}</span>}
      </span>
    </HealthMark>
  );
}
