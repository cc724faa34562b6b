import type { Backfill } from "@redflag/contract/http/routes/backfills";
import type { Repair } from "@redflag/contract/http/routes/repairs";
import { useIntl } from "react-intl";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { FigureTrack } from "../show/figure-track.tsx";
import { EmptyPanel, Panel } from "../show/panel.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Failure } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { CancelMend } from "./cancel-mend.tsx";
import { type Health, HealthMark } from "./health-mark.tsx";
import { type Mend, mendsOf } from "./mend-rows.ts";
import styles from "./operations.module.css";
import { PastButton } from "./past-button.tsx";
import { useRangeText } from "./segment-name.ts";
import { useLive } from "./use-live.ts";

const HEALTH: Readonly<Record<Repair["state"] | Backfill["state"], Health>> = {
  waiting: "watch",
  running: "watch",
  done: "good",
  partial: "bad",
  stopped: "bad",
  failed: "bad",
  cancelled: "good",
};

/** What was asked for to mend the chain, and how it goes. */
export function Mends({ chain }: { chain: string }) {
  const t = useText();
  const mayWrite = useMay("operations:write");
  const repairs = useLive(["repairs", chain], () => api.listRepairs({ query: { chain } }));
  const backfills = useLive(["backfills"], () => api.listBackfills());
  const error =
    (repairs.data === undefined ? repairs.error : null) ?? (backfills.data === undefined ? backfills.error : null);
  const isTold = repairs.data !== undefined && backfills.data !== undefined;
  const rows = mendsOf(
    repairs.data?.items ?? [],
    (backfills.data?.items ?? []).filter((one) => one.chain === chain),
  );
  const add = mayWrite && <PastButton chain={chain} />;
  if (error !== null) return <Failure error={error} />;
  if (!isTold) return null;
  if (rows.length === 0) {
    return (
      <EmptyPanel title={t("operations.mends")}>
        {t("operations.mends.none")} {add}
      </EmptyPanel>
    );
  }
  return (
    <Panel title={t("operations.mends")} beside={add} flush>
      <MendTable rows={rows} mayCancel={mayWrite} />
    </Panel>
  );
}

function MendTable({ rows, mayCancel }: { rows: readonly Mend[]; mayCancel: boolean }) {
  const t = useText();
  const rangeText = useRangeText();
  const columns: readonly Column<Mend>[] = [
    { head: t("operations.mend"), cell: ({ kind }) => t(`operations.mend.${kind}`) },
    { head: t("operations.blocks"), cell: rangeText, className: "number" },
    {
      head: t("operations.state"),
      cell: ({ state }) => <HealthMark health={HEALTH[state]}>{t(`operations.mend.state.${state}`)}</HealthMark>,
    },
    { head: t("operations.progress"), cell: (mend) => <Progress mend={mend} /> },
    {
      head: t("operations.askedBy"),
      cell: ({ askedBy }) => (askedBy === undefined ? <span className="muted">–</span> : <bdi>{askedBy}</bdi>),
    },
    { head: t("operations.when"), cell: ({ askedAt }) => <Time at={askedAt} seconds /> },
    {
      head: t("operations.reason"),
      cell: ({ reason }) => <div className={styles.words}>{reason === undefined ? "–" : <bdi>{reason}</bdi>}</div>,
    },
    ...(mayCancel ? [{ head: t("operations.acts"), cell: (mend: Mend) => <CancelMend mend={mend} /> }] : []),
  ];
  return (
    <RowTable
      label={t("operations.mends")}
      columns={columns}
      rows={rows}
      keyOf={({ id }) => id}
      pages={{ error: null, refetch: () => undefined }}
      empty={null}
    />
  );
}

/** How much of it is done, and what went wrong. */
function Progress({ mend: { from, to, doneBlocks, step, said } }: { mend: Mend }) {
  const t = useText();
  const { formatNumber } = useIntl();
  const blocks = to - from + 1;
  return (
    <div className={styles.words}>
      {doneBlocks !== undefined && (
        <>
          <div className={styles.progress}>
            <FigureTrack value={String(doneBlocks)} threshold={String(blocks)} met />
          </div>
          <span className="number">
            {t("operations.progress.of", { done: formatNumber(doneBlocks), blocks: formatNumber(blocks) })}
          </span>{" "}
          {step !== undefined && t(`operations.step.${step}`)}
        </>
      )}
      {said.map((text) => (
        <div key={text}>
          <bdi>{text}</bdi>
        </div>
      ))}
    </div>
  );
}
