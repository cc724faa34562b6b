import type { ChainCoverage } from "@redflag/contract/http/routes/coverage";
import type { Lane } from "@redflag/contract/http/routes/operations";
import type { ReactNode } from "react";
import { useIntl } from "react-intl";
import { Panel } from "../show/panel.tsx";
import { useText } from "../words/words.tsx";
import { LagFigure } from "./chain-rows.tsx";
import { chainStateOf, HEALTH_OF } from "./chain-state.ts";
import { durationText } from "./duration.ts";
import { HealthMark } from "./health-mark.tsx";
import styles from "./operations.module.css";

/** What can be said of the chain in figures. */
export function ChainFigures({ chain, lane }: { chain: ChainCoverage; lane: Lane | undefined }) {
  const t = useText();
  const intl = useIntl();
  const { formatNumber } = intl;
  const state = chainStateOf(chain);
  const blockText = (block: number | undefined) => (block === undefined || block < 0 ? "–" : formatNumber(block));
  const figures: ReadonlyArray<readonly [name: string, figure: ReactNode]> = [
    [
      t("operations.state"),
      <HealthMark key="state" health={HEALTH_OF[state]}>
        {t(`operations.chain.${state}`, { gaps: chain.gaps.count })}
      </HealthMark>,
    ],
    [t("operations.figure.lag"), <LagFigure key="lag" lag={chain.laneLag} />],
    [
      t("operations.figure.head"),
      chain.head === undefined
        ? "–"
        : t("operations.figure.headSeen", {
            block: formatNumber(chain.head.block),
            age: durationText(intl, chain.head.ageSeconds),
          }),
    ],
    [t("operations.figure.first"), blockText(chain.firstBlock)],
    [t("operations.figure.contiguous"), blockText(chain.contiguousTo)],
    [t("operations.figure.screened"), blockText(lane?.position)],
    [t("operations.figure.final"), blockText(lane?.finalTo)],
    [t("operations.figure.policy"), t(`operations.policy.${chain.policy}`)],
    [t("operations.figure.checked"), <Levels key="levels" chain={chain} />],
    [t("operations.figure.refused"), formatNumber(chain.refusedLogs)],
    [
      t("operations.figure.disagreements"),
      t("operations.figure.contradicted", {
        caught: chain.disagreements.caught,
        undecided: chain.disagreements.undecided,
      }),
    ],
    ...(chain.droppedTo === undefined ? [] : [[t("operations.figure.dropped"), blockText(chain.droppedTo)] as const]),
  ];
  return (
    <Panel title={t("operations.figures")}>
      {lane?.stopped !== undefined && (
        <p className={styles.stale}>
          {t("operations.lane.stoppedBecause")} <bdi>{lane.stopped.reason}</bdi>
        </p>
      )}
      <dl className={styles.facts}>
        {figures.map(([name, figure]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="number">{figure}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

/** How the covered blocks were checked, in shares. */
function Levels({ chain: { levels, coveredBlocks } }: { chain: ChainCoverage }) {
  const t = useText();
  const { formatNumber } = useIntl();
  if (coveredBlocks === 0) return "–";
  return (
    <ul>
      {levels.map(({ level, blocks }) => (
        <li key={level}>
          {t("operations.figure.share", {
            share: formatNumber(Math.floor((blocks / coveredBlocks) * 1_000) / 1_000, {
              style: "percent",
              maximumFractionDigits: 1,
            }),
            level: t(`operations.state.${level}`),
          })}
        </li>
      ))}
    </ul>
  );
}
