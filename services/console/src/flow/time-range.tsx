import { useEffect, useState } from "react";
import { Label, Slider, SliderThumb, SliderTrack } from "react-aria-components";
import { useIntl } from "react-intl";
import { Button } from "../show/button.tsx";
import { Text, useText } from "../words/words.tsx";
import { useFlowView } from "./flow-view.ts";
import styles from "./time-range.module.css";

const STEPS = 240;

/** Which stretch of time the amounts are of. It is asked for anew when a thumb is let go. */
export function TimeRangeSlider() {
  const t = useText();
  const intl = useIntl();
  const { window, range, setRange } = useFlowView();
  const from = window === undefined ? 0 : Date.parse(window.from);
  const to = window === undefined ? 0 : Date.parse(window.to);
  const step = Math.max(1, (to - from) / STEPS);
  const chosen = [stepAt(range?.from, 0), stepAt(range?.to, STEPS)];
  const [thumbs, setThumbs] = useState(chosen);
  const [first = 0, last = STEPS] = chosen;
  useEffect(() => setThumbs([first, last]), [first, last]);
  if (window === undefined || to <= from) return null;

  function stepAt(at: string | undefined, otherwise: number): number {
    return at === undefined ? otherwise : Math.round((Date.parse(at) - from) / step);
  }
  const momentAt = (thumb: number) => new Date(thumb >= STEPS ? to : from + thumb * step);
  const words = thumbs.map((thumb) => intl.formatDate(momentAt(thumb), { dateStyle: "medium", timeStyle: "short" }));
  const finish = (ends: number[]) => {
    const [begin = 0, end = STEPS] = ends;
    const isWhole = begin <= 0 && end >= STEPS;
    setRange(isWhole ? undefined : { from: momentAt(begin).toISOString(), to: momentAt(end).toISOString() });
  };
  return (
    <div className={styles.range}>
      <Slider
        className={styles.slider}
        value={thumbs}
        onChange={setThumbs}
        onChangeEnd={finish}
        minValue={0}
        maxValue={STEPS}
        formatOptions={{ maximumFractionDigits: 0 }}
      >
        <Label className={styles.label}>{t("flow.time")}</Label>
        <span className={`number ${styles.end}`}>{words[0]}</span>
        <SliderTrack className={styles.track}>
          {({ state }) => (
            <>
              <span
                className={styles.fill}
                style={{
                  insetInlineStart: `${state.getThumbPercent(0) * 100}%`,
                  insetInlineEnd: `${(1 - state.getThumbPercent(1)) * 100}%`,
                }}
              />
              <SliderThumb
                index={0}
                className={styles.thumb}
                aria-label={t("flow.time.from", { moment: words[0] ?? "" })}
              />
              <SliderThumb
                index={1}
                className={styles.thumb}
                aria-label={t("flow.time.to", { moment: words[1] ?? "" })}
              />
            </>
          )}
        </SliderTrack>
        <span className={`number ${styles.end}`}>{words[1]}</span>
      </Slider>
      <Button kind="quiet" isDisabled={range === undefined} onPress={() => setRange(undefined)}>
        <Text id="flow.time.whole" />
      </Button>
    </div>
  );
}
