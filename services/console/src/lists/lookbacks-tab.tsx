import type { Lookback } from "@redflag/contract/http/routes/list-work";
import { Link } from "@tanstack/react-router";
import { useIntl } from "react-intl";
import { useMay } from "../api/session.ts";
import { useChainTitle } from "../api/use-chains.ts";
import { English } from "../show/english.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Empty } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import { LookbackProgress } from "./lookback-progress.tsx";
import { useLookbacks } from "./use-lists.ts";
import styles from "./watchlists.module.css";

/** What of each chain's past was looked at for what is new on the list, how far, and what was found. */
export function LookbacksTab({ list }: { list: string }) {
  const t = useText();
  const { formatNumber } = useIntl();
  const titleOf = useChainTitle();
  const { data, ...pages } = useLookbacks(list);
  const columns: readonly Column<Lookback>[] = [
    { head: t("list.lists.version"), cell: ({ version }) => t("list.lists.versionNumber", { version }) },
    { head: t("list.chain"), cell: ({ chain }) => <bdi>{titleOf(chain)}</bdi> },
    {
      head: t("list.lookback.blocks"),
      cell: ({ from, to }) => t("list.lookback.range", { from, to }),
      className: "number",
    },
    { head: t("list.lookback.state"), cell: (one) => <Standing lookback={one} /> },
    { head: t("list.lookback.alerts"), cell: (one) => <Alerts lookback={one} />, className: "number amount" },
    {
      head: t("list.lookback.bounds"),
      cell: ({ bounds, boundText }) =>
        bounds === 0 ? (
          <span className="muted">–</span>
        ) : (
          <div className={styles.words}>
            {formatNumber(bounds)}
            <p className="muted">
              <English>
                <bdi>{boundText}</bdi>
              </English>
            </p>
          </div>
        ),
    },
  ];
  return (
    <section className={data?.length ? "panel" : ""} aria-label={t("list.one.tab.lookbacks")}>
      <RowTable
        label={t("list.one.tab.lookbacks")}
        columns={columns}
        rows={data}
        keyOf={({ chain, version }) => `${chain} ${version}`}
        pages={{ error: pages.error, refetch: pages.refetch }}
        empty={<Empty title={t("list.lookback.none")}>{t("list.lookback.none.hint")}</Empty>}
      />
    </section>
  );
}

/** Finished, at work or waiting, and for what. */
function Standing({ lookback }: { lookback: Lookback }) {
  const t = useText();
  const { finishedAt, entries = 0, done, waitsFor } = lookback;
  if (finishedAt === undefined) {
    return (
      <>
        <LookbackProgress lookbacks={[lookback]} />
        {waitsFor !== undefined && <p className="muted">{t(`list.lookback.waits.${waitsFor}`)}</p>}
      </>
    );
  }
  return (
    <>
      {entries === 0 ? t("list.lookback.nothingNew") : t("list.lookback.progress", { done, entries })}
      <p className="muted">
        <Text id="list.lookback.finished" values={{ time: <Time at={finishedAt} /> }} />
      </p>
    </>
  );
}

/** The count, which leads to the alerts of this list on that chain where the reader may see them. */
function Alerts({ lookback: { alerts, list, chain } }: { lookback: Lookback }) {
  const { formatNumber } = useIntl();
  const mayRead = useMay("alerts:read");
  if (!mayRead || alerts === 0) return formatNumber(alerts);
  return (
    <Link to="/alerts" search={{ list, chain, review: "any" }}>
      {formatNumber(alerts)}
    </Link>
  );
}
