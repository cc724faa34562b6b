import type { Backtest } from "@redflag/contract/http/routes/backtests";
import { Ban, CircleCheck, CircleX, Clock, Hourglass, type LucideIcon } from "lucide-react";
import { useText } from "../words/words.tsx";
import styles from "./heuristics.module.css";
import { usePercent } from "./share-bar.tsx";

const ICONS: Readonly<Record<Backtest["state"], LucideIcon>> = {
  queued: Clock,
  running: Hourglass,
  done: CircleCheck,
  failed: CircleX,
  cancelled: Ban,
};

/** Where a backtest is, and of one that runs how far. */
export function BacktestState({ backtest: { state, progress } }: { backtest: Pick<Backtest, "state" | "progress"> }) {
  const t = useText();
  const percent = usePercent();
  const Icon = ICONS[state];
  return (
    <span className={`${styles.mode} ${state === "failed" ? styles.failed : ""}`}>
      <Icon size={13} aria-hidden />
      {t(`heuristic.state.${state}`)}
      {state === "running" && progress !== undefined && (
        <span className="number muted">{percent(permilleOf(progress))}</span>
      )}
    </span>
  );
}

export function permilleOf({ done, total }: { done: number; total: number }): number {
  return total === 0 ? 0 : Math.floor((1_000 * done) / total);
}
