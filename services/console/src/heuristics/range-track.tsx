import { rangeScale } from "./range-scale.ts";
import styles from "./range-track.module.css";

interface Props {
  least?: number | undefined;
  most?: number | undefined;
  isShare: boolean;
  own: number;
  /** Absent where the rule is off. */
  inForce?: number | undefined;
  /** Absent where nothing is tried. */
  inShadow?: number | undefined;
}

/** What a parameter may be, with its own value, the one in force and the one in shadow on it. The numbers stand beside it. */
export function RangeTrack({ own, inForce, inShadow, ...range }: Props) {
  const shown = [own, inForce, inShadow].filter((value) => value !== undefined);
  const place = rangeScale(range, shown);
  return (
    <div className={`${styles.track} ${range.most === undefined ? styles.open : ""}`} aria-hidden="true">
      <span className={styles.own} style={{ insetInlineStart: `${place(own)}%` }} />
      {inShadow !== undefined && <span className={styles.shadow} style={{ insetInlineStart: `${place(inShadow)}%` }} />}
      {inForce !== undefined && <span className={styles.force} style={{ insetInlineStart: `${place(inForce)}%` }} />}
    </div>
  );
}

/** What stands for each of them on the track, beside its name. */
export function RangeMark({ of }: { of: "own" | "force" | "shadow" }) {
  return <span className={`${styles.mark} ${styles[of]}`} aria-hidden="true" />;
}
