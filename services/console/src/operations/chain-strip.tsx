import type { ChainCoverage, CoverageStrip } from "@redflag/contract/http/routes/coverage";
import { getRouteApi } from "@tanstack/react-router";
import { useIntl } from "react-intl";
import { api } from "../api/client.ts";
import { Button } from "../show/button.tsx";
import { Panel } from "../show/panel.tsx";
import { Empty, Failure, Loading } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { type ChainSearch, rangeOf } from "./chain-search.ts";
import { Mends } from "./mends.tsx";
import { useRangeText } from "./segment-name.ts";
import { SegmentTable } from "./segment-table.tsx";
import { StretchDetail } from "./stretch-detail.tsx";
import styles from "./strip.module.css";
import { StripChoice } from "./strip-choice.tsx";
import { StripLegend } from "./strip-legend.tsx";
import { around, runOf, segmentAt, segmentsOf, wider } from "./strip-segments.ts";
import { useLive } from "./use-live.ts";

const route = getRouteApi("/operations/chains/$chain");

interface Props {
  chain: ChainCoverage;
  laneStart: number | undefined;
}

/** The strip, as much of it as the URL says, and the stretch that is open. */
export function ChainStrip({ chain: { chain: id }, laneStart }: Props) {
  const t = useText();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const rangeText = useRangeText();
  const range = rangeOf(search);
  const strip = useLive(["strip", id, range], () =>
    api.getCoverageStrip({ params: { chain: id }, query: { ...range } }),
  );
  const show = (to: ChainSearch) => void navigate({ search: to, replace: to.at !== undefined, resetScroll: false });
  if (strip.data === undefined) {
    return strip.error === null ? <Loading rows={3} /> : <WrongRange error={strip.error} onWhole={() => show({})} />;
  }
  const { data } = strip;
  const segments = segmentsOf(data.cells);
  const chosen = segmentAt(segments, search.at);
  const whole = { from: data.firstBlock, to: data.head };
  const at = search.at === undefined ? {} : { at: search.at };
  return (
    <>
      <Panel
        title={t("operations.strip", { range: rangeText(data) })}
        beside={
          <>
            <Button
              isDisabled={chosen === undefined}
              onPress={() => chosen !== undefined && show({ ...around(chosen, whole), ...at })}
            >
              {t("operations.zoom.in")}
            </Button>
            <Button
              isDisabled={range === undefined}
              onPress={() => range !== undefined && show({ ...wider(range, whole), ...at })}
            >
              {t("operations.zoom.out")}
            </Button>
            <Button isDisabled={range === undefined} onPress={() => show(at)}>
              {t("operations.zoom.whole")}
            </Button>
          </>
        }
      >
        <StripChoice
          label={t("operations.strip", { range: rangeText(data) })}
          segments={segments}
          chosen={chosen}
          onChoose={({ from }) => show({ ...range, at: from })}
        />
        <Ends strip={data} />
        <StripLegend />
      </Panel>
      {chosen === undefined ? (
        <p className="muted">{t("operations.strip.hint")}</p>
      ) : (
        <StretchDetail
          key={chosen.from}
          chain={id}
          segment={chosen}
          run={runOf(segments, chosen)}
          laneStart={laneStart}
        />
      )}
      <Mends chain={id} />
      <SegmentTable segments={segments} onChoose={({ from }) => show({ ...range, at: from })} />
    </>
  );
}

/** Where the strip begins and ends, as blocks and in time. */
function Ends({ strip: { cells, from, to } }: { strip: CoverageStrip }) {
  const t = useText();
  const { formatNumber } = useIntl();
  const ends = [
    { block: from, time: cells.at(0)?.fromTime },
    { block: to, time: cells.at(-1)?.toTime },
  ];
  return (
    <p className={styles.ends}>
      {ends.map(({ block, time }, end) => (
        <span key={end === 0 ? "first" : "last"} className="number">
          {t("operations.strip.end", { block: formatNumber(block) })}
          {time !== undefined && (
            <>
              {" · "}
              <Time at={time} />
            </>
          )}
        </span>
      ))}
    </p>
  );
}

/** The URL asks for blocks that are not there, or the API did not answer: the whole is one press away. */
function WrongRange({ error, onWhole }: { error: Error; onWhole: () => void }) {
  const t = useText();
  return (
    <>
      <Failure error={error} />
      <Empty title={t("operations.strip.failed")}>
        <Button onPress={onWhole}>{t("operations.zoom.whole")}</Button>
      </Empty>
    </>
  );
}
