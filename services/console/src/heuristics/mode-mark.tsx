import type { HeuristicMode } from "@redflag/domain/heuristic-setting";
import { CircleCheck, CircleDashed, CircleDotDashed, CircleSlash, type LucideIcon } from "lucide-react";
import type { MessageId } from "../words/en.ts";
import { useText } from "../words/words.tsx";
import styles from "./heuristics.module.css";

const MARKS: Readonly<Record<HeuristicMode, readonly [LucideIcon, MessageId]>> = {
  enforced: [CircleCheck, "heuristic.mode.enforced"],
  "enforced and shadow": [CircleDotDashed, "heuristic.mode.both"],
  shadow: [CircleDashed, "heuristic.mode.shadow"],
  off: [CircleSlash, "heuristic.mode.off"],
};

/** What a rule is told to do: shape and words, never colour alone. */
export function ModeMark({ mode }: { mode: HeuristicMode }) {
  const t = useText();
  const [Icon, name] = MARKS[mode];
  return (
    <span className={`${styles.mode} ${mode === "off" ? "muted" : ""}`}>
      <Icon size={13} aria-hidden />
      {t(name)}
    </span>
  );
}
