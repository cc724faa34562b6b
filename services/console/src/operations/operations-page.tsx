import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { Page } from "../show/page.tsx";
import { Panel } from "../show/panel.tsx";
import { Empty, Failure, Loading, NotPermitted } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { ChainRows } from "./chain-rows.tsx";
import { DeliveryTable } from "./delivery-table.tsx";
import { EndpointTable } from "./endpoint-table.tsx";
import { FreshMark } from "./fresh-mark.tsx";
import { LaneTable } from "./lane-table.tsx";
import { ListTable } from "./list-table.tsx";
import { NeedsYou } from "./needs-you.tsx";
import styles from "./operations.module.css";
import { findTroubles } from "./troubles.ts";
import { pagesOf, useLive } from "./use-live.ts";
import { WorkTable } from "./work-table.tsx";

/** All that runs, on one screen: what needs somebody first. */
export function OperationsPage() {
  return useMay("operations:read") ? <Operations /> : <NotPermitted />;
}

function Operations() {
  const t = useText();
  const coverage = useLive(["coverage"], () => api.listCoverage());
  const lanes = useLive(["lanes"], () => api.listLanes());
  const queues = useLive(["queues"], () => api.getQueues());
  const endpoints = useLive(["endpoints"], () => api.listEndpoints());
  const lists = useLive(["lists"], () => api.listWatchlists({ query: {} }), useMay("lists:read"));
  const all = [coverage, lanes, queues, endpoints, lists];
  const isTold = coverage.data !== undefined && lanes.data !== undefined && queues.data !== undefined;
  const troubles = findTroubles({
    coverage: coverage.data?.items ?? [],
    lanes: lanes.data?.items ?? [],
    crossChain: lanes.data?.crossChain,
    work: queues.data?.work ?? [],
    deliveries: queues.data?.deliveries ?? [],
    lists: lists.data?.items ?? [],
  });
  const titleOf = (chain: string) => coverage.data?.items.find((one) => one.chain === chain)?.title ?? chain;
  return (
    <Page title={t("operations.title")} lead={t("operations.lead")} beside={<FreshMark of={all} />}>
      <NeedsYou troubles={isTold ? troubles : undefined} />
      <Panel title={t("operations.chains")} flush>
        <Chains asked={coverage} />
      </Panel>
      <Panel title={t("operations.lanes")} flush>
        <LaneTable lanes={lanes.data?.items} pages={pagesOf(lanes)} />
      </Panel>
      <div className={styles.columns}>
        <div className={styles.column}>
          <Panel title={t("operations.work")} flush>
            <WorkTable work={queues.data?.work} pages={pagesOf(queues)} titleOf={titleOf} />
          </Panel>
          <Panel title={t("operations.deliveries")} flush>
            <DeliveryTable deliveries={queues.data?.deliveries} pages={pagesOf(queues)} />
          </Panel>
        </div>
        <Panel title={t("operations.lists")} flush>
          <ListTable lists={lists.data?.items} pages={pagesOf(lists)} />
        </Panel>
      </div>
      <Panel title={t("operations.endpoints")} flush>
        <EndpointTable endpoints={endpoints.data?.items} pages={pagesOf(endpoints)} titleOf={titleOf} />
      </Panel>
    </Page>
  );
}

function Chains({
  asked,
}: {
  asked: ReturnType<typeof useLive<Awaited<ReturnType<typeof api.listCoverage>>["body"]>>;
}) {
  const t = useText();
  if (asked.data === undefined) {
    return asked.error === null ? (
      <Loading rows={3} />
    ) : (
      <Failure error={asked.error} onRetry={() => void asked.refetch()} />
    );
  }
  if (asked.data.items.length === 0) {
    return <Empty title={t("operations.chains.none")}>{t("operations.chains.none.hint")}</Empty>;
  }
  return <ChainRows chains={asked.data.items} />;
}
