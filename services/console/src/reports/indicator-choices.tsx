import { useId, useState } from "react";
import { Input, Label, TextField } from "react-aria-components";
import { CheckBox } from "../show/check-box.tsx";
import { English } from "../show/english.tsx";
import { Text, useText } from "../words/words.tsx";
import { type OfferedIndicator, offeredIndicators } from "./offered-indicators.ts";
import styles from "./reports.module.css";

interface Props {
  indicators: readonly { code?: string | undefined; title: string }[];
  suggested: readonly { code: string; why: string }[];
  /** Rules for which the national list has nothing that fits. */
  rulesWithout: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}

/** What the national list calls what was found: suggested first, with why, and never taken by itself. */
export function IndicatorChoices({ indicators, suggested, rulesWithout, chosen, onChange }: Props) {
  const t = useText();
  const [wanted, setWanted] = useState("");
  const heading = useId();
  const offered = offeredIndicators({ indicators, suggested, chosen, wanted });
  const toggle = (code: string, isChosen: boolean) =>
    onChange(isChosen ? [...chosen, code] : chosen.filter((one) => one !== code));
  return (
    <fieldset className={styles.part} id="report-indicators" tabIndex={-1}>
      <legend id={heading}>{t("reports.indicators")}</legend>
      <p className="muted">{t("reports.indicators.hint", { count: chosen.length })}</p>
      {rulesWithout.length > 0 && (
        <p className="muted">
          <Text id="reports.indicators.without" values={{ rules: <English>{rulesWithout.join(", ")}</English> }} />
        </p>
      )}
      <TextField className="field" value={wanted} onChange={setWanted}>
        <Label>{t("reports.indicators.find")}</Label>
        <Input className="input" type="search" dir="auto" />
      </TextField>
      <div className={styles.indicators}>
        {offered.map((one) => (
          <Indicator key={one.code} of={one} isChosen={chosen.includes(one.code)} onChange={toggle} />
        ))}
        {offered.length === 0 && <p className="muted">{t("reports.indicators.none")}</p>}
      </div>
    </fieldset>
  );
}

interface IndicatorProps {
  of: OfferedIndicator;
  isChosen: boolean;
  onChange: (code: string, isChosen: boolean) => void;
}

function Indicator({ of: { code, title, why }, isChosen, onChange }: IndicatorProps) {
  const t = useText();
  return (
    <CheckBox isSelected={isChosen} onChange={(now) => onChange(code, now)}>
      <span>
        <span className="mono ltr">{code}</span> <bdi>{title ?? t("reports.indicators.unknown")}</bdi>
        {why.map((reason) => (
          <span key={reason} className={styles.why}>
            {t("reports.indicators.suggested")} <English>{reason}</English>
          </span>
        ))}
      </span>
    </CheckBox>
  );
}
