import type { Lookback } from "@redflag/contract/http/routes/list-work";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { useChainTitle } from "../api/use-chains.ts";
import { Panel } from "../show/panel.tsx";
import { Failure, Loading } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { LookbackProgress } from "./lookback-progress.tsx";
import styles from "./proposals.module.css";

const POLL_MS = 2_000;
/** Where none has begun: it may be that none will. */
const POLL_IDLE_MS = 5_000;

interface Props {
  list: string;
  version: number;
}

/** What the past was looked at for after the version came into force: asked again while it goes on. */
export function ProposalLookbacks({ list, version }: Props) {
  const t = useText();
  const titleOf = useChainTitle();
  const { data, error, refetch } = useQuery({
    queryKey: ["lookbacks", list, version],
    queryFn: async () =>
      (await api.listLookbacks()).body.items.filter((one) => one.list === list && one.version === version),
    refetchInterval: ({ state: { data: known = [] } }) => {
      if (known.length === 0) return POLL_IDLE_MS;
      return known.every(({ finishedAt }) => finishedAt !== undefined) ? false : POLL_MS;
    },
  });
  return (
    <Panel title={t("list.proposal.lookback")} flush>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading rows={2} />}
      {data?.length === 0 && <p className={`muted ${styles.pad}`}>{t("list.proposal.lookback.none")}</p>}
      {data !== undefined && data.length > 0 && (
        <div className="scroll">
          <table className="data-table" aria-label={t("list.proposal.lookback")}>
            <thead>
              <tr>
                <th scope="col">{t("list.chain")}</th>
                <th scope="col">{t("list.lookback.blocks")}</th>
                <th scope="col">{t("list.proposal.lookback.progress")}</th>
                <th scope="col" className="amount">
                  {t("list.lookback.alerts")}
                </th>
                <th scope="col">{t("list.proposal.lookback.state")}</th>
              </tr>
            </thead>
            <tbody>
              {data.map((lookback) => (
                <tr key={lookback.chain}>
                  <td>
                    <bdi>{titleOf(lookback.chain)}</bdi>
                  </td>
                  <td className="number">{t("list.lookback.range", { from: lookback.from, to: lookback.to })}</td>
                  <td>
                    <LookbackProgress lookbacks={[lookback]} />
                  </td>
                  <td className="amount number">
                    <Alerts list={list} count={lookback.alerts} />
                  </td>
                  <td>
                    <Standing lookback={lookback} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function Alerts({ list, count }: { list: string; count: number }) {
  const t = useText();
  const mayRead = useMay("alerts:read");
  if (!mayRead || count === 0) return count;
  return (
    <Link to="/alerts" search={{ list, review: "any" }}>
      {t("list.proposal.lookback.found", { count })}
    </Link>
  );
}

function Standing({ lookback: { finishedAt, bounds, boundText } }: { lookback: Lookback }) {
  const t = useText();
  return (
    <>
      {finishedAt === undefined ? t("list.proposal.lookback.goesOn") : <Time at={finishedAt} />}
      {bounds > 0 && (
        <p className={styles.told}>
          {t("list.proposal.lookback.cut", { count: bounds })} <bdi lang="en">{boundText}</bdi>
        </p>
      )}
    </>
  );
}
