import { ListBox, ListBoxItem } from "react-aria-components";
import { useIntl } from "react-intl";
import { useText } from "../words/words.tsx";
import { placeOf } from "./coverage-strip.tsx";
import styles from "./strip.module.css";
import type { Segment } from "./strip-segments.ts";

interface Props {
  label: string;
  segments: readonly Segment[];
  chosen: Segment | undefined;
  onChoose: (segment: Segment) => void;
}

/** The strip to choose from: arrows go from one stretch to the next, Enter chooses. */
export function StripChoice({ label, segments, chosen, onChoose }: Props) {
  const name = useSegmentName();
  return (
    <ListBox
      className={`${styles.strip} ${styles.large}`}
      aria-label={label}
      orientation="horizontal"
      selectionMode="single"
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
          textValue={name(segment)}
          aria-label={name(segment)}
          className={`${styles.segment} ${styles.choosable} ${styles[segment.state]}`}
          style={placeOf(segment)}
        >
          {segment.lies > 0 && <span className={styles.lie} />}
        </ListBoxItem>
      ))}
    </ListBox>
  );
}

function useSegmentName(): (segment: Segment) => string {
  const t = useText();
  const intl = useIntl();
  return ({ from, to, state, lies }) =>
    t("operations.segment", {
      from: intl.formatNumber(from),
      to: intl.formatNumber(to),
      state: t(`operations.state.${state}`),
      lies,
    });
}
