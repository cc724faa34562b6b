import type { GateFailure } from "@redflag/contract/http/routes/list-proposals";
import { useIntl } from "react-intl";
import { Scroll } from "../show/scroll.tsx";
import { useText } from "../words/words.tsx";

/** Each gate that stands against a version: what it asks, and what there is. */
export function GateFigures({ failures }: { failures: readonly GateFailure[] }) {
  const t = useText();
  const intl = useIntl();
  const figure = (gate: GateFailure["gate"], value: number) =>
    gate.includes("Percent")
      ? intl.formatNumber(value / 100, { style: "percent", maximumFractionDigits: 2 })
      : intl.formatNumber(value);
  return (
    <Scroll name={t("list.import.gates")}>
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">{t("list.import.gate")}</th>
            <th scope="col" className="amount">
              {t("list.import.figure")}
            </th>
            <th scope="col" className="amount">
              {t("list.import.bound")}
            </th>
          </tr>
        </thead>
        <tbody>
          {failures.map(({ gate, figure: value, bound }) => (
            <tr key={gate}>
              <td>{t(`list.import.gate.${gate}`)}</td>
              <td className="amount number">{figure(gate, value)}</td>
              <td className="amount number">{figure(gate, bound)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
