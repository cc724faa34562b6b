import { ListBox, ListBoxItem } from "react-aria-components";
import { placeOf } from "./coverage-strip.tsx";
import { useSegmentName } from "./segment-name.ts";
import styles from "./strip.module.css";
import type { Segment } from "./strip-segments.ts";

interface Props {
  label: string;
  segments: readonly Segment[];
  chosen: Segment | undefined;
  onChoose: (segment: Segment) => void;
}

/** The strip to choose from: arrows go from one stretch to the next, Enter opens it. */
export function StripChoice({ label, segments, chosen, onChoose }: Props) {
  const nameOf = useSegmentName();
  return (
    <ListBox
      className={`${styles.strip} ${styles.large}`}
      aria-label={label}
      orientation="horizontal"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={chosen === undefined ? [] : [chosen.from]}
      onSelectionChange={(keys) => {
        const found = keys === "all" ? undefined : segments.find(({ from }) => keys.has(from));
        if (found !== undefined) onChoose(found);
      }}
    >
      {segments.map((segment) => (
        <ListBoxItem
          key={segment.from}
          id={segment.from}
          textValue={nameOf(segment)}
          aria-label={nameOf(segment)}
          className={`${styles.segment} ${styles.choosable} ${styles[segment.pattern]}`}
          style={placeOf(segment)}
        >
          {segment.lies > 0 && <span className={styles.lie} />}
        </ListBoxItem>
      ))}
    </ListBox>
  );
}
