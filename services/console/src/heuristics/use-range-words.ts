import { useIntl } from "react-intl";
import { isolated } from "../show/isolated.ts";
import { useText } from "../words/words.tsx";
import type { AskedParameter } from "./parameter-input.ts";

/** What values a parameter takes, such as "a whole number from 1 to 168"; "" where it is no number. */
export function useRangeWords(): (parameter: AskedParameter) => string {
  const t = useText();
  const intl = useIntl();
  return ({ type, least, most }) => {
    if (type !== "integer" && type !== "number") return type === "string" ? "" : t("heuristic.range.table");
    const kind = t(`heuristic.range.${type}`);
    const text = (value: number) => isolated(intl.formatNumber(value), "ltr");
    if (least !== undefined && most !== undefined) {
      return t("heuristic.range.both", { kind, least: text(least), most: text(most) });
    }
    if (least !== undefined) return t("heuristic.range.least", { kind, least: text(least) });
    return most === undefined ? kind : t("heuristic.range.most", { kind, most: text(most) });
  };
}
