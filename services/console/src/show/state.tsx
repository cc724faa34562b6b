import type { AlertState } from "@redflag/domain/alert";
import { useText } from "../words/words.tsx";
import styles from "./marks.module.css";

/** Provisional has a dashed outline, final a solid one, withdrawn is struck through. */
export function StateMark({ state }: { state: AlertState }) {
  const t = useText();
  return <span className={`${styles.state} ${styles[state]}`}>{t(`show.state.${state}`)}</span>;
}
