import type { TokenFlow } from "@redflag/contract/http/flow-party";
import { Amount } from "../show/amount.tsx";
import { HintedWords } from "../show/hint.tsx";
import { useText } from "../words/words.tsx";
import styles from "./address.module.css";

/** Payments token by token; how many they were is one hover away. */
export function TokenAmounts({ flows }: { flows: readonly TokenFlow[] }) {
  const t = useText();
  if (flows.length === 0) return <span className="muted">–</span>;
  return flows.map(({ token, symbol, amount, count }) => (
    <span key={token} className={styles.sum}>
      <HintedWords text={t("address.payments", { count })}>
        <Amount amount={amount} unit={symbol} />
      </HintedWords>
    </span>
  ));
}
