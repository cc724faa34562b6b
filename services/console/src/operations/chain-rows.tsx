import type { ChainCoverage } from "@redflag/contract/http/routes/coverage";
import { Link } from "@tanstack/react-router";
import { useIntl } from "react-intl";
import { api } from "../api/client.ts";
import { useText } from "../words/words.tsx";
import { chainStateOf, HEALTH_OF } from "./chain-state.ts";
import { CoverageStrip } from "./coverage-strip.tsx";
import { durationText } from "./duration.ts";
import { HealthMark } from "./health-mark.tsx";
import styles from "./operations.module.css";
import { StripLegend } from "./strip-legend.tsx";
import { segmentsOf } from "./strip-segments.ts";
import { useLive } from "./use-live.ts";

/** As fine as a row is wide. */
const CELLS = 200;

/** Each chain as a strip of time, with its lag and its state beside it. */
export function ChainRows({ chains }: { chains: readonly ChainCoverage[] }) {
  return (
    <>
      <ul className={styles.chains}>
        {chains.map((chain) => (
          <ChainRow key={chain.chain} chain={chain} />
        ))}
      </ul>
      <div className={styles.foot}>
        <StripLegend />
      </div>
    </>
  );
}

function ChainRow({ chain }: { chain: ChainCoverage }) {
  const t = useText();
  const { chain: id, title, gaps, firstBlock } = chain;
  const hasBlocks = firstBlock !== undefined && chain.head !== undefined;
  const strip = useLive(
    ["strip", id, CELLS],
    () => api.getCoverageStrip({ params: { chain: id }, query: { cells: CELLS } }),
    hasBlocks,
  );
  const state = chainStateOf(chain);
  return (
    <li>
      <Link to="/operations/chains/$chain" params={{ chain: id }}>
        <bdi>{title}</bdi>
      </Link>
      <CoverageStrip segments={segmentsOf(strip.data?.cells ?? [])} />
      <LagFigure lag={chain.laneLag} />
      <HealthMark health={HEALTH_OF[state]}>{t(`operations.chain.${state}`, { gaps: gaps.count })}</HealthMark>
    </li>
  );
}

/** How far screening is behind the head. */
export function LagFigure({ lag }: { lag: ChainCoverage["laneLag"] }) {
  const t = useText();
  const intl = useIntl();
  if (lag === undefined) return <span className={`${styles.figure} muted`}>–</span>;
  return (
    <span className={`${styles.figure} number`}>
      <span>{t("operations.lag.blocks", { blocks: lag.blocks })}</span>{" "}
      {lag.seconds !== undefined && lag.blocks > 0 && <span className="muted">{durationText(intl, lag.seconds)}</span>}
    </span>
  );
}
