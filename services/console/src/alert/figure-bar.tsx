import type { AlertExplanation } from "@redflag/contract/alert-explanation";
import { useAmountText } from "../show/amount.tsx";
import { English } from "../show/english.tsx";
import { FigureTrack } from "../show/figure-track.tsx";
import { HintedWords } from "../show/hint.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./figure-bar.module.css";

type Figure = AlertExplanation["figures"][number];
type Rule = AlertExplanation["rule"];

const SIGNS = { at_least: "≥", at_most: "≤", below: "<" } as const;

/** What a figure counts, a bar of it against its threshold, and both as exact numbers. */
export function FigureBar({ figure, rule }: { figure: Figure; rule: Rule }) {
  const t = useText();
  const amountText = useAmountText();
  const { name, value, comparison, threshold, unit, met } = figure;
  const [shown, bound] = [amountText(value), amountText(threshold)];
  const suffix = unit === "%" ? " %" : "";
  return (
    <li className={styles.figure}>
      <HintedWords text={<Origin figure={figure} rule={rule} />}>
        <English>
          {unit} {name}
        </English>
      </HintedWords>
      <FigureTrack value={value} threshold={threshold} met={met} />
      <span className={`${styles.numbers} number ltr`} aria-hidden="true">
        <strong>
          {shown}
          {suffix}
        </strong>{" "}
        <span className="muted">
          {SIGNS[comparison]} {bound}
          {suffix}
        </span>
      </span>
      <span className="unseen">
        {t(`alert.figure.${comparison}`, { value: `${shown} ${unit}`, threshold: `${bound} ${unit}` })}{" "}
        <English>{figure.margin}</English>
      </span>
    </li>
  );
}

/** Where the number comes from: how near it is, by which rule, and which parameter its threshold is. */
function Origin({ figure: { margin, threshold }, rule }: { figure: Figure; rule: Rule }) {
  const parameters = rule.parameters.filter(({ value }) => String(value) === threshold);
  return (
    <dl className={styles.origin}>
      <dt>
        <Text id="alert.figure.margin" />
      </dt>
      <dd>
        <English>{margin}</English>
      </dd>
      <dt>
        <Text id="alert.rule" />
      </dt>
      <dd>
        <Text id="alert.rule.version" values={{ rule: <bdi>{rule.id}</bdi>, version: rule.version }} />
      </dd>
      <dt>
        <Text id="alert.figure.parameter" />
      </dt>
      <dd>
        {parameters.length === 0 ? (
          <Text id="alert.figure.noParameter" />
        ) : (
          parameters.map(({ name, value, description }) => (
            <p key={name}>
              <English>
                {name} = {String(value)}
                {description !== undefined && `: ${description}`}
              </English>
            </p>
          ))
        )}
      </dd>
      {rule.sources !== undefined && (
        <>
          <dt>
            <Text id="alert.rule.sources" />
          </dt>
          <dd>
            {rule.sources.map((source) => (
              <p key={source}>
                <English>{source}</English>
              </p>
            ))}
          </dd>
        </>
      )}
    </dl>
  );
}
