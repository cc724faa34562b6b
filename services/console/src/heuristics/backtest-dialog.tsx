import type { RuleDetail } from "@redflag/contract/http/routes/heuristics";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import { Input, Label, TextField } from "react-aria-components";
import { api } from "../api/client.ts";
import { useChains } from "../api/use-chains.ts";
import { RequestKeys } from "../review/request-keys.ts";
import { Choice } from "../show/choice.tsx";
import { ReasonDialog } from "../show/reason-dialog.tsx";
import { useText } from "../words/words.tsx";
import styles from "./heuristics.module.css";
import { ParameterFields } from "./parameter-fields.tsx";
import { firstTexts, triedChanges, triedParameters } from "./tried-parameters.ts";

/** Has a rule judge a stretch of the past with other parameters; nothing that stands is changed. */
export function BacktestDialog({ rule, onClose }: { rule: RuleDetail; onClose: () => void }) {
  const t = useText();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const keys = useRef(new RequestKeys());
  const chains = [...useChains().values()].filter(({ watched }) => watched);
  const parameters = useMemo(() => triedParameters(rule), [rule]);
  const [texts, setTexts] = useState(() => firstTexts(rule, undefined));
  const [chosen, setChain] = useState<string>();
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const chain = chosen ?? chains[0]?.id;
  const begin = async (reason: string) => {
    const changes = triedChanges(parameters, texts);
    if (changes === undefined || chain === undefined) throw new Error(t("heuristic.fault.any"));
    const body = {
      heuristic: rule.id,
      chain,
      ...(from !== "" && { from }),
      ...(to !== "" && { to }),
      parameters: changes,
      reason,
    };
    const reply = await keys.current.during(body, (idempotencyKey) => api.createBacktest({ body, idempotencyKey }));
    void queryClient.invalidateQueries({ queryKey: ["backtests"] });
    return reply.body.id;
  };
  return (
    <ReasonDialog
      title={t("heuristic.act.backtest")}
      hint={t("heuristic.act.backtest.hint")}
      action={t("heuristic.act.backtest.begin")}
      isOpen
      onOpenChange={onClose}
      onConfirm={begin}
      onDone={(id) => void navigate({ to: "/backtests/$id", params: { id } })}
    >
      <div className={styles.span}>
        <Choice
          label={t("heuristic.chain")}
          value={chain}
          onChange={setChain}
          options={chains.map((one) => ({ id: one.id, name: one.title }))}
        />
        <DayField label={t("heuristic.from")} value={from} onChange={setFrom} />
        <DayField label={t("heuristic.to")} value={to} onChange={setTo} />
      </div>
      <p className="muted">{t("heuristic.act.backtest.span")}</p>
      <ParameterFields parameters={parameters} texts={texts} onChange={setTexts} />
    </ReasonDialog>
  );
}

function DayField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <TextField className="field" type="date" value={value} onChange={onChange}>
      <Label>{label}</Label>
      <Input className="input number" />
    </TextField>
  );
}
