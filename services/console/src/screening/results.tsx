import { getRouteApi, Link } from "@tanstack/react-router";
import { ChevronDown, ChevronRight, Download } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useMay } from "../api/session.ts";
import { Button } from "../show/button.tsx";
import { CopyButton } from "../show/copy-button.tsx";
import choices from "../show/link-choices.module.css";
import { Panel } from "../show/panel.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { saveText } from "../show/save-text.ts";
import { SeverityMark } from "../show/severity.tsx";
import { Empty } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { LookedAt } from "./looked-at.tsx";
import { RowDetails } from "./row-details.tsx";
import { RowSummary } from "./row-summary.tsx";
import { bySeverity, rowsOf, type ScreenedRow, VERDICTS } from "./screened-rows.ts";
import styles from "./screening.module.css";
import { screeningCsv } from "./screening-csv.ts";
import type { Answered } from "./screening-page.tsx";

const route = getRouteApi("/screening");
/** Rows that are drawn at first, and with each press. */
const SHOWN_ROWS = 100;
const EXACTLY = { exact: true, includeSearch: true };

/** What is said of each line, the gravest first. */
export function Results({ answered }: { answered: Answered }) {
  const t = useText();
  const { show } = route.useSearch();
  const rows = useMemo(() => rowsOf(answered.lines, answered.items).sort(bySeverity), [answered]);
  const counts = Map.groupBy(rows, ({ verdict }) => verdict);
  const shown = show === undefined ? rows : rows.filter(({ verdict }) => verdict === show);
  const start = useRef<HTMLDivElement>(null);
  // Whoever asked by keys is led to what came.
  useEffect(() => start.current?.scrollIntoView({ block: "nearest" }), []);
  return (
    <div ref={start} className={styles.stack}>
      <Panel
        title={t("screening.results", { count: rows.length })}
        flush
        beside={<Downloads answered={answered} rows={rows} />}
      >
        <nav className={`${choices.choices} ${styles.verdicts}`} aria-label={t("screening.filter")}>
          <Link to="/screening" search={{}} className={choices.choice} activeOptions={EXACTLY}>
            {t("screening.filter.all", { count: rows.length })}
          </Link>
          {VERDICTS.filter((verdict) => counts.has(verdict)).map((verdict) => (
            <Link
              key={verdict}
              to="/screening"
              search={{ show: verdict }}
              className={choices.choice}
              activeOptions={EXACTLY}
            >
              {t(`screening.verdict.${verdict}`)} ({counts.get(verdict)?.length})
            </Link>
          ))}
        </nav>
        <ResultTable key={show} rows={shown} at={answered.noMatchAsOf.at} />
      </Panel>
      <LookedAt noMatchAsOf={answered.noMatchAsOf} />
    </div>
  );
}

function ResultTable({ rows, at }: { rows: readonly ScreenedRow[]; at: string }) {
  const t = useText();
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const [count, setCount] = useState(SHOWN_ROWS);
  const turn = (line: number) => {
    const next = new Set(opened);
    if (!next.delete(line)) next.add(line);
    setOpened(next);
  };
  const columns: readonly Column<ScreenedRow>[] = [
    { head: t("screening.column.line"), className: "number", cell: ({ line }) => line },
    {
      head: t("screening.column.address"),
      cell: (row) => (
        <span className={styles.address}>
          <Button
            kind="quiet"
            aria-expanded={opened.has(row.line)}
            aria-label={t("screening.open", { line: row.line })}
            onPress={() => turn(row.line)}
          >
            {opened.has(row.line) ? (
              <ChevronDown size={14} aria-hidden />
            ) : (
              <ChevronRight size={14} aria-hidden className={styles.forward} />
            )}
          </Button>
          <AddressText row={row} />
        </span>
      ),
    },
    {
      head: t("screening.column.verdict"),
      cell: ({ verdict, severity }) => (
        <span className={styles.verdict}>
          {severity !== undefined && <SeverityMark severity={severity} word={false} />}
          <span className={verdict === "none" ? "muted" : undefined}>{t(`screening.verdict.${verdict}`)}</span>
        </span>
      ),
    },
    { head: t("screening.column.says"), cell: (row) => <RowSummary row={row} at={at} /> },
  ];
  return (
    <RowTable
      label={t("screening.answers")}
      columns={columns}
      rows={rows.slice(0, count)}
      keyOf={({ line }) => `${line}`}
      pages={{
        error: null,
        refetch: () => undefined,
        hasNextPage: count < rows.length,
        fetchNextPage: () => setCount(count + SHOWN_ROWS),
      }}
      below={(row) => (opened.has(row.line) ? <RowDetails row={row} at={at} /> : undefined)}
      empty={<Empty title={t("screening.noneSo")}>{t("screening.noneSo.hint")}</Empty>}
    />
  );
}

/** Whole: an address is compared character by character. */
function AddressText({ row: { said, text } }: { row: ScreenedRow }) {
  const t = useText();
  const mayReadFlows = useMay("flows:read");
  if (said === undefined) return <bdi className={`mono ${styles.breaks}`}>{text}</bdi>;
  return (
    <span className="mono ltr with-copy">
      {mayReadFlows ? (
        <Link to="/addresses/$address" params={{ address: said.address }}>
          {said.address}
        </Link>
      ) : (
        said.address
      )}
      <CopyButton text={said.address} what={t("show.what.address")} />
    </span>
  );
}

function Downloads({ answered: { items, noMatchAsOf }, rows }: { answered: Answered; rows: readonly ScreenedRow[] }) {
  const t = useText();
  const name = `screening-${noMatchAsOf.at.slice(0, 19).replaceAll(":", "")}Z`;
  const inOrder = rows.toSorted((a, b) => a.line - b.line);
  const unread = inOrder
    .filter(({ said }) => said === undefined)
    .map(({ line, text, fault }) => ({ line, text, fault }));
  return (
    <>
      <Button onPress={() => saveText(`${name}.csv`, "text/csv", screeningCsv(inOrder, noMatchAsOf.at))}>
        <Download size={14} aria-hidden />
        {t("screening.download.csv")}
      </Button>
      <Button
        onPress={() =>
          saveText(
            `${name}.json`,
            "application/json",
            `${JSON.stringify({ items, unread, noMatchAsOf }, undefined, 2)}\n`,
          )
        }
      >
        <Download size={14} aria-hidden />
        {t("screening.download.json")}
      </Button>
    </>
  );
}
