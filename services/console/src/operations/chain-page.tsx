import { getRouteApi, Link } from "@tanstack/react-router";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { Page } from "../show/page.tsx";
import { Panel } from "../show/panel.tsx";
import { Empty, Failure, Loading, NotPermitted } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { ChainFigures } from "./chain-figures.tsx";
import { ChainStrip } from "./chain-strip.tsx";
import { EndpointTable } from "./endpoint-table.tsx";
import { FreshMark } from "./fresh-mark.tsx";
import { Mends } from "./mends.tsx";
import { RuleGaps } from "./rule-gaps.tsx";
import { pagesOf, useLive } from "./use-live.ts";

const route = getRouteApi("/operations/chains/$chain");

/** One chain: what was read of it, how it was checked, what is missing, and what mends it. */
export function ChainPage() {
  const { chain } = route.useParams();
  return useMay("operations:read") ? <ChainView asked={chain} /> : <NotPermitted />;
}

function ChainView({ asked }: { asked: string }) {
  const t = useText();
  const coverage = useLive(["coverage"], () => api.listCoverage());
  const lanes = useLive(["lanes"], () => api.listLanes());
  const endpoints = useLive(["endpoints"], () => api.listEndpoints());
  if (coverage.data === undefined) {
    if (coverage.error === null) return <Loading />;
    return <Failure error={coverage.error} onRetry={() => void coverage.refetch()} />;
  }
  const chain = coverage.data.items.find(({ chain: id, name }) => id === asked || name === asked);
  if (chain === undefined) {
    return (
      <Empty heading="h1" title={t("operations.chain.unknown")}>
        {t("operations.chain.unknown.hint")} <Link to="/operations">{t("operations.title")}</Link>
      </Empty>
    );
  }
  const lane = lanes.data?.items.find((one) => one.chain === chain.chain);
  return (
    <Page
      title={<bdi>{chain.title}</bdi>}
      lead={<Link to="/operations">{t("operations.title")}</Link>}
      beside={<FreshMark of={[coverage, lanes, endpoints]} />}
    >
      <ChainFigures chain={chain} lane={lane} />
      {chain.firstBlock === undefined || chain.head === undefined ? (
        <>
          <Empty title={t("operations.chain.nothing")}>{t("operations.chain.nothing.hint")}</Empty>
          <Mends chain={chain.chain} />
        </>
      ) : (
        <ChainStrip chain={chain} laneStart={lane?.startBlock} />
      )}
      <Panel title={t("operations.endpoints")} flush>
        <EndpointTable
          endpoints={endpoints.data?.items.filter((one) => one.chain === chain.chain)}
          pages={pagesOf(endpoints)}
        />
      </Panel>
      {lane !== undefined && <RuleGaps lane={lane} />}
    </Page>
  );
}
