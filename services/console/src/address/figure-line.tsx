import { Check, X } from "lucide-react";
import { useAmountText } from "../show/amount.tsx";
import { English } from "../show/english.tsx";
import { FigureTrack } from "../show/figure-track.tsx";
import { useText } from "../words/words.tsx";
import styles from "./figures.module.css";
import type { Figure } from "./nearness.ts";

const SIGNS = { at_least: "≥", at_most: "≤", below: "<" } as const;

/** One figure against its threshold: the value, a bar with the threshold drawn on it, and whether it is met, in a word. */
export function FigureLine({ figure }: { figure: Figure }) {
  const t = useText();
  const write = useAmountText();
  const { value, unit, comparison, threshold, name, met } = figure;
  return (
    <li className={styles.figure}>
      <span className={met ? styles.met : styles.unmet}>
        {met ? <Check size={13} aria-hidden /> : <X size={13} aria-hidden />}
        <span className="unseen">{t(met ? "address.figure.met" : "address.figure.unmet")}</span>
      </span>
      <English>
        <span className="number">{write(value)}</span> {unit} {name}
      </English>
      <FigureTrack value={value} threshold={threshold} met={met} />
      <span className="number ltr muted">
        {SIGNS[comparison]} {write(threshold)}
      </span>
    </li>
  );
}
