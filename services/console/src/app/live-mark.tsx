import { HintedWords } from "../show/hinted-words.tsx";
import { useText } from "../words/words.tsx";
import { useLiveState } from "./live.tsx";
import styles from "./live-mark.module.css";

/** Whether new alerts come by themselves. */
export function LiveMark() {
  const t = useText();
  const state = useLiveState();
  if (state === "off") return null;
  return (
    <HintedWords text={t(`shell.live.${state}.hint`)}>
      <span className={`${styles.mark} ${styles[state]}`} role="status">
        <span className={styles.dot} aria-hidden="true" />
        {t(`shell.live.${state}`)}
      </span>
    </HintedWords>
  );
}
