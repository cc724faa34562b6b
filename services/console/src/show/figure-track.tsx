import { figureScale } from "./figure-scale.ts";
import styles from "./figure-track.module.css";

interface Props {
  value: string;
  threshold: string;
  met: boolean;
}

/** A figure as a bar with its threshold drawn on it. What it shows stands beside it as text: nobody has to hear it. */
export function FigureTrack({ met, ...figure }: Props) {
  const scale = figureScale(figure);
  return (
    <div className={styles.track} aria-hidden="true">
      <div className={`${styles.bar} ${met ? "" : styles.unmet}`} style={{ inlineSize: `${scale.value}%` }} />
      {scale.isCut && <div className={styles.cut} />}
      <div className={styles.threshold} style={{ insetInlineStart: `${scale.threshold}%` }} />
    </div>
  );
}
