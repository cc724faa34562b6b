import type { CoverageStretch } from "@redflag/contract/http/routes/coverage";
import { useIntl } from "react-intl";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { usePages } from "../api/use-pages.ts";
import { Panel } from "../show/panel.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import { ContradictionTable } from "./contradiction-table.tsx";
import { MendButton } from "./mend-button.tsx";
import styles from "./operations.module.css";
import { useRangeText, useSegmentName } from "./segment-name.ts";
import type { Range, Segment } from "./strip-segments.ts";
import { useLive } from "./use-live.ts";

interface Props {
  chain: string;
  segment: Segment;
  /** All around it that is alike. */
  run: Range;
  laneStart: number | undefined;
}

/** The stretch that is open: who answered, how it was checked, what is missing and why, who was caught, and what mends it. */
export function StretchDetail({ chain, segment, run, laneStart }: Props) {
  const t = useText();
  const nameOf = useSegmentName();
  const mayWrite = useMay("operations:write");
  const { from, to } = segment;
  const hasMissing = segment.parts.some(({ state }) => state === "missing");
  return (
    <Panel
      title={nameOf(segment)}
      beside={mayWrite && <MendButton chain={chain} state={segment.state} range={run} laneStart={laneStart} />}
      flush
    >
      {hasMissing && <MissingBecause chain={chain} range={{ from, to }} />}
      <StretchTable chain={chain} segment={segment} />
      {segment.lies + segment.undecided > 0 && <ContradictionTable chain={chain} from={from} to={to} />}
      <p className="unseen" role="status">
        {t("operations.opened", { stretch: nameOf(segment) })}
      </p>
    </Panel>
  );
}

/** What keeps the chain's endpoints from answering at this moment. */
function MissingBecause({ chain, range }: { chain: string; range: { from: number; to: number } }) {
  const t = useText();
  const { data } = useLive(["because", chain, range.from, range.to], () =>
    api.listCoverageStretches({ params: { chain }, query: range }),
  );
  if (data === undefined) return null;
  return (
    <p className={styles.foot}>
      {data.missingBecause.length === 0 ? (
        t("operations.missing.noReason")
      ) : (
        <>
          {t("operations.missing.because")}{" "}
          {data.missingBecause.map(({ host, code }) => (
            <span key={`${host} ${code}`} className="mono ltr">
              {host} {code}{" "}
            </span>
          ))}
        </>
      )}
    </p>
  );
}

function StretchTable({ chain, segment: { from, to, state } }: { chain: string; segment: Segment }) {
  const t = useText();
  const rangeText = useRangeText();
  const { formatNumber } = useIntl();
  const { items, pages } = usePages(["operations", "stretches", chain, from, to, state], (page) =>
    api.listCoverageStretches({ params: { chain }, query: { ...page, from, to } }),
  );
  const columns: readonly Column<CoverageStretch>[] = [
    { head: t("operations.blocks"), cell: (one) => rangeText(one), className: "number" },
    { head: t("operations.state"), cell: ({ state }) => t(`operations.state.${state}`) },
    {
      head: t("operations.answeredBy"),
      cell: ({ read }) =>
        read === undefined ? <span className="muted">–</span> : <bdi className="mono ltr">{read.host}</bdi>,
    },
    { head: t("operations.when"), cell: (one) => <When stretch={one} /> },
    {
      head: t("operations.provenBlocks"),
      cell: ({ read }) => (read === undefined ? "–" : formatNumber(read.provenBlocks)),
      className: "amount number",
    },
    {
      head: t("operations.transfers.head"),
      cell: ({ read }) => (read === undefined ? "–" : formatNumber(read.transfers)),
      className: "amount number",
    },
    { head: t("operations.wanting"), cell: (one) => <Wanting stretch={one} /> },
  ];
  return (
    <RowTable
      label={t("operations.stretches")}
      columns={columns}
      rows={items}
      keyOf={(one) => String(one.from)}
      pages={pages}
      empty={null}
    />
  );
}

function When({ stretch: { read, after, before } }: { stretch: CoverageStretch }) {
  if (read !== undefined) return <Time at={read.lastAt} seconds />;
  if (after === undefined || before === undefined) return <span className="muted">–</span>;
  return (
    <Text
      id="operations.between"
      values={{ after: <Time at={after} seconds />, before: <Time at={before} seconds /> }}
    />
  );
}

/** What is still to be said against a stretch that is there. */
function Wanting({ stretch: { read } }: { stretch: CoverageStretch }) {
  const t = useText();
  if (read === undefined) return t("operations.wanting.blocks");
  const said = [
    ...(read.unchecked ? [t("operations.wanting.unchecked")] : []),
    ...(read.outdated ? [t("operations.wanting.outdated")] : []),
    ...(read.refusedLogs > 0 ? [t("operations.wanting.refused", { count: read.refusedLogs })] : []),
  ];
  const quoted = [read.shortfall, read.listedShortfall].filter((text) => text !== undefined);
  if (said.length + quoted.length === 0) return <span className="muted">–</span>;
  return (
    <div className={styles.words}>
      {said.join(" · ")}
      {quoted.map((text) => (
        <div key={text}>
          <bdi>{text}</bdi>
        </div>
      ))}
    </div>
  );
}
