import type { AlertDetail } from "@redflag/contract/http/routes/alerts";
import { CopyButton } from "../show/copy-button.tsx";
import { HintedWords } from "../show/hint.tsx";
import { SeverityMark } from "../show/severity.tsx";
import { shortened } from "../show/shortened.ts";
import { StateMark } from "../show/state.tsx";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./alert-head.module.css";

/** Which alert it is, in one line. */
export function AlertHead({ alert }: { alert: AlertDetail }) {
  const t = useText();
  const { id, severity, exposure, state, firstTime, lastTime, explanation } = alert;
  return (
    <div className={styles.head}>
      <h1 className={styles.title}>
        <Text id="alert.title" /> <span className={`mono ltr ${styles.short}`}>{shortened(id)}</span>
        <span className={`mono ltr ${styles.whole}`}>{id}</span>
      </h1>
      <span className="screen-only">
        <CopyButton text={id} what={t("alert.id")} />
      </span>
      <SeverityMark severity={severity} />
      <HintedWords text={t(`alert.exposure.${exposure}.hint`)}>{t(`alert.exposure.${exposure}`)}</HintedWords>
      <HintedWords text={t(`alert.state.${state}.hint`)}>
        <StateMark state={state} />
      </HintedWords>
      <bdi className="muted">{explanation.chain.title}</bdi>
      <span className="muted">
        <Text id="alert.first" values={{ time: <Time at={firstTime} /> }} />
      </span>
      {lastTime !== firstTime && (
        <span className="muted">
          <Text id="alert.last" values={{ time: <Time at={lastTime} /> }} />
        </span>
      )}
    </div>
  );
}
