import type { RuleDetail } from "@redflag/contract/http/routes/heuristics";
import { Fragment } from "react";
import { English } from "../show/english.tsx";
import { useText } from "../words/words.tsx";
import styles from "./heuristics.module.css";
import { isSame, parameterText } from "./parameter-input.ts";
import { RangeMark, RangeTrack } from "./range-track.tsx";
import { useRangeWords } from "./use-range-words.ts";

type Parameter = RuleDetail["parameters"][number];

/** What each parameter means, what it may be, what it is here, and what is tried. */
export function ParameterTable({ rule }: { rule: Pick<RuleDetail, "parameters" | "shadow" | "inForce"> }) {
  const t = useText();
  const { parameters, shadow, inForce } = rule;
  if (parameters.length === 0) return <p className={`${styles.pad} muted`}>{t("heuristic.parameters.none")}</p>;
  return (
    <div className="scroll">
      <table className={`data-table ${styles.table}`} aria-label={t("heuristic.parameters")}>
        <thead>
          <tr>
            <th scope="col">{t("heuristic.parameter")}</th>
            <th scope="col" className="amount">
              <RangeMark of="force" />
              {t("heuristic.inForce")}
            </th>
            {shadow !== undefined && (
              <th scope="col" className="amount">
                <RangeMark of="shadow" />
                {t("heuristic.inShadow")}
              </th>
            )}
            <th scope="col" className="amount">
              <RangeMark of="own" />
              {t("heuristic.own")}
            </th>
            <th scope="col">{t("heuristic.allowed")}</th>
          </tr>
        </thead>
        <tbody>
          {parameters.map((parameter) => (
            <Fragment key={parameter.name}>
              <tr>
                <th scope="row" className={styles.rule}>
                  <span className="mono ltr">{parameter.name}</span>
                  <span className={styles.under}>
                    <English>{parameter.description}</English>
                  </span>
                </th>
                <Value value={parameter.inForce} own={parameter.default} absent={inForce === null} />
                {shadow !== undefined && <Value value={parameter.inShadow} own={parameter.default} />}
                <Value value={parameter.default} />
                <td>
                  <Allowed parameter={parameter} />
                </td>
              </tr>
              <Tables parameter={parameter} columns={shadow === undefined ? 4 : 5} />
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Value({ value, own, absent = false }: { value: unknown; own?: unknown; absent?: boolean }) {
  const t = useText();
  if (absent) return <td className="amount muted">{t("heuristic.mode.off")}</td>;
  const isChanged = own !== undefined && !isSame(value, own);
  const text = typeof value === "object" ? t("heuristic.value.table") : parameterText(value);
  return (
    <td className="amount number">
      {isChanged ? (
        <strong>
          <bdi>{text}</bdi>
        </strong>
      ) : (
        <bdi>{text}</bdi>
      )}
    </td>
  );
}

function Allowed({ parameter }: { parameter: Parameter }) {
  const rangeWords = useRangeWords();
  const { least, most, unit, default: own, inForce, inShadow } = parameter;
  const words = rangeWords(parameter);
  if (typeof own !== "number") return <span className="muted">{words}</span>;
  return (
    <div className={styles.allowed}>
      <RangeTrack
        least={least}
        most={most}
        isShare={unit === "%"}
        own={own}
        inForce={typeof inForce === "number" ? inForce : undefined}
        inShadow={typeof inShadow === "number" ? inShadow : undefined}
      />
      <span className="muted">{words}</span>
    </div>
  );
}

/** A table of values is too long for a cell: it opens below. */
function Tables({
  parameter: { name, default: own, inForce, inShadow },
  columns,
}: {
  parameter: Parameter;
  columns: number;
}) {
  const t = useText();
  if (typeof own !== "object") return null;
  const shown = inShadow ?? inForce ?? own;
  return (
    <tr>
      <td colSpan={columns}>
        <details className={styles.json}>
          <summary>{t("heuristic.value.show", { name })}</summary>
          <pre className="mono ltr">{JSON.stringify(shown, undefined, 2)}</pre>
        </details>
      </td>
    </tr>
  );
}
