import { ReasonDialog } from "../show/reason-dialog.tsx";
import { useText } from "../words/words.tsx";
import { ParameterList } from "./changed-parameters.tsx";
import styles from "./heuristics.module.css";
import { type SeenRule, useSetHeuristic } from "./use-heuristic.ts";

interface Props {
  seen: SeenRule;
  act: "promote" | "stop_shadow" | "off" | "on" | "reset";
  onClose: () => void;
}

/** Says what will be done and from when on, and asks why. */
export function SetDialog({ seen, act, onClose }: Props) {
  const t = useText();
  const set = useSetHeuristic(seen);
  const { shadow } = seen.rule;
  return (
    <ReasonDialog
      title={t(`heuristic.act.${act}`)}
      hint={
        <div className={styles.hint}>
          <p>{t(`heuristic.act.${act}.hint`)}</p>
          {act === "promote" && shadow !== undefined && <ParameterList parameters={shadow.changed} />}
          {act !== "stop_shadow" && <p>{t("heuristic.act.when")}</p>}
        </div>
      }
      action={t(`heuristic.act.${act}`)}
      kind={act === "off" ? "danger" : "primary"}
      isOpen
      onOpenChange={onClose}
      onConfirm={(reason) => set({ action: act, reason })}
    />
  );
}
