import styles from "./strip.module.css";
import type { Segment } from "./strip-segments.ts";

/** A chain's blocks as a strip of time, to be looked at: what it shows is said beside it, too. */
export function CoverageStrip({ segments }: { segments: readonly Segment[] }) {
  return (
    <div className={styles.strip} aria-hidden="true">
      {segments.map((segment) => (
        <div key={segment.from} className={`${styles.segment} ${styles[segment.pattern]}`} style={placeOf(segment)}>
          {segment.lies > 0 && <span className={styles.lie} />}
        </div>
      ))}
    </div>
  );
}

/** Where a segment stands: the oldest block is where a line of the language begins. */
export function placeOf({ start, share }: Segment) {
  return { insetInlineStart: `${start * 100}%`, inlineSize: `${share * 100}%` };
}
