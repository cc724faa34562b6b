import type { Lane } from "@redflag/contract/http/routes/operations";
import { Link } from "@tanstack/react-router";
import { useIntl } from "react-intl";
import { FigureTrack } from "../show/figure-track.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Empty } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { LagFigure } from "./chain-rows.tsx";
import { HealthMark } from "./health-mark.tsx";
import styles from "./operations.module.css";
import { LATE_S } from "./troubles.ts";
import type { TablePages } from "./use-live.ts";

/** Where screening stands, how late it is, and except what. */
export function LaneTable({ lanes, pages }: { lanes: readonly Lane[] | undefined; pages: TablePages }) {
  const t = useText();
  const { formatNumber } = useIntl();
  const columns: readonly Column<Lane>[] = [
    {
      head: t("operations.chain"),
      cell: ({ chain, title }) => (
        <Link to="/operations/chains/$chain" params={{ chain }}>
          <bdi>{title}</bdi>
        </Link>
      ),
    },
    { head: t("operations.lane.state"), cell: (lane) => <LaneState lane={lane} /> },
    { head: t("operations.lag"), cell: ({ lag }) => <LagFigure lag={lag} />, className: "amount" },
    {
      head: t("operations.lane.late"),
      cell: ({ lag }) => (
        <div className={styles.bar}>
          <LagBar seconds={lag?.seconds ?? 0} />
        </div>
      ),
    },
    { head: t("operations.lane.position"), cell: ({ position }) => blockText(position), className: "amount number" },
    { head: t("operations.lane.finalTo"), cell: ({ finalTo }) => blockText(finalTo), className: "amount number" },
    { head: t("operations.lane.except"), cell: ({ gaps }) => t("operations.transfers", { transfers: sumOf(gaps) }) },
    { head: t("operations.lane.withheld"), cell: ({ withheld }) => <WithheldRules withheld={withheld} /> },
  ];
  const blockText = (block: number) => (block < 0 ? "–" : formatNumber(block));
  const empty = <Empty title={t("operations.lanes.none")}>{t("operations.lanes.none.hint")}</Empty>;
  return (
    <RowTable
      label={t("operations.lanes")}
      columns={columns}
      rows={lanes}
      keyOf={({ chain }) => chain}
      pages={pages}
      empty={empty}
    />
  );
}

function LaneState({ lane: { state } }: { lane: Lane }) {
  return <HealthMark health={state === "stopped" ? "bad" : "good"}>{useText()(`operations.lane.${state}`)}</HealthMark>;
}

/** How many rules, and why: the transfers of one rule and of another are the same ones. */
function WithheldRules({ withheld }: Pick<Lane, "withheld">) {
  const t = useText();
  const rules = new Set(withheld.map(({ heuristic }) => heuristic)).size;
  const causes = [...new Set(withheld.map(({ cause }) => cause))];
  return (
    <>
      {t("operations.withheld", { rules })}
      {causes.map((cause) => (
        <span key={cause} className="muted">
          {" · "}
          {t(`operations.withheld.${cause}`)}
        </span>
      ))}
    </>
  );
}

function LagBar({ seconds }: { seconds: number }) {
  return <FigureTrack value={String(seconds)} threshold={String(LATE_S)} met={seconds > LATE_S} />;
}

function sumOf(parts: readonly { transfers: number }[]): number {
  return parts.reduce((sum, { transfers }) => sum + transfers, 0);
}
