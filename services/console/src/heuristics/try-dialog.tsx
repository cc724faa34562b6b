import { useMemo, useState } from "react";
import { ReasonDialog } from "../show/reason-dialog.tsx";
import { useText } from "../words/words.tsx";
import { ParameterFields } from "./parameter-fields.tsx";
import { firstTexts, triedChanges, triedParameters } from "./tried-parameters.ts";
import { type SeenRule, useSetHeuristic } from "./use-heuristic.ts";

interface Props {
  seen: SeenRule;
  /** What a backtest led here with. */
  brought: Readonly<Record<string, unknown>> | undefined;
  onClose: () => void;
}

/** Tries a rule with other parameters beside what is enforced. */
export function TryDialog({ seen, brought, onClose }: Props) {
  const t = useText();
  const set = useSetHeuristic(seen);
  const { rule } = seen;
  const parameters = useMemo(() => triedParameters(rule), [rule]);
  const [texts, setTexts] = useState(() => firstTexts(rule, brought));
  return (
    <ReasonDialog
      title={t("heuristic.act.shadow")}
      hint={t(rule.shadow === undefined ? "heuristic.act.shadow.hint" : "heuristic.act.shadow.hint.again")}
      action={t("heuristic.act.shadow")}
      isOpen
      onOpenChange={onClose}
      onConfirm={async (reason) => {
        const changes = triedChanges(parameters, texts);
        if (changes === undefined) throw new Error(t("heuristic.fault.any"));
        await set({ action: "shadow", parameters: changes, reason });
      }}
    >
      <ParameterFields parameters={parameters} texts={texts} onChange={setTexts} />
    </ReasonDialog>
  );
}
