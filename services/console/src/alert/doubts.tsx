import type { AlertExplanation } from "@redflag/contract/alert-explanation";
import { Panel } from "../show/panel.tsx";
import { Text } from "../words/words.tsx";
import styles from "./doubts.module.css";
import { Sentence } from "./sentence.tsx";

/** What is uncertain, and what neither the chain nor the lists say: always in sight. */
export function Doubts({ explanation }: { explanation: AlertExplanation }) {
  const { uncertain, notEstablished, chain } = explanation;
  return (
    <Panel title={<Text id="alert.notEstablished" />}>
      <Sentences of={notEstablished} chain={chain.caip2} />
      <h3 className={styles.next}>
        <Text id="alert.uncertain" />
      </h3>
      {uncertain.length === 0 ? (
        <p className="muted">
          <Text id="alert.uncertain.none" />
        </p>
      ) : (
        <Sentences of={uncertain} chain={chain.caip2} />
      )}
    </Panel>
  );
}

/** The words of the findings before the newest. */
export function Earlier({ explanation: { earlier, chain } }: { explanation: AlertExplanation }) {
  if (earlier.length === 0) return null;
  return (
    <Panel title={<Text id="alert.earlier" values={{ count: earlier.length }} />}>
      <Sentences of={earlier} chain={chain.caip2} />
    </Panel>
  );
}

function Sentences({ of, chain }: { of: readonly string[]; chain: string }) {
  return (
    <ul className={styles.sentences}>
      {[...new Set(of)].map((text) => (
        <li key={text}>
          <Sentence text={text} chain={chain} />
        </li>
      ))}
    </ul>
  );
}
