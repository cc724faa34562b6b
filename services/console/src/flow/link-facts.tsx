import { ArrowRight } from "lucide-react";
import { Amount } from "../show/amount.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import styles from "./choice-card.module.css";
import type { FlowLink } from "./flow-links.ts";
import { NodeButton } from "./node-button.tsx";

/** All that passed from one node to another, by token. */
export function LinkFacts({ link: { from, to, flows } }: { link: FlowLink }) {
  const t = useText();
  return (
    <>
      <h3>{t("flow.link")}</h3>
      <div className={styles.ends} dir="ltr">
        <NodeButton id={from} /> <ArrowRight size={14} aria-label={t("flow.paid")} /> <NodeButton id={to} />
      </div>
      {flows.map(({ token, symbol, amount, count, first, last }) => (
        <dl key={token} className={styles.facts}>
          <dt>{t("flow.amount")}</dt>
          <dd>
            <strong>
              <Amount amount={amount} unit={symbol} />
            </strong>{" "}
            {t("flow.payments", { count })}
          </dd>
          <dt>{t("flow.first")}</dt>
          <dd>
            <Time at={first.time} />
          </dd>
          <dt>{t("flow.last")}</dt>
          <dd>
            <Time at={last.time} />
          </dd>
        </dl>
      ))}
    </>
  );
}
