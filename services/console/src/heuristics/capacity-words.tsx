import type { Capacity } from "@redflag/contract/http/routes/capacity";
import { useIntl } from "react-intl";
import { Text, useText } from "../words/words.tsx";
import styles from "./heuristics.module.css";
import { useDayText } from "./use-day-text.ts";

/** The same in sentences: what fits, what lies below, and what would be lost with it. */
export function CapacityWords({ capacity }: { capacity: Capacity }) {
  const t = useText();
  const intl = useIntl();
  const dayText = useDayText();
  const { capacityPerDay, days, places, alerts, threshold, above, below, byDay, truePositives } = capacity;
  const perDay = (count: number) => intl.formatNumber(count / days, { maximumFractionDigits: 1 });
  const busiest = byDay.toSorted((a, b) => b.above - a.above)[0];
  const known = truePositives.above + truePositives.below;
  return (
    <section className={`panel ${styles.pad} ${styles.words}`} aria-label={t("heuristic.capacity.words")}>
      <p>
        <strong>
          {threshold === null ? (
            <Text id="heuristic.capacity.nothing" values={{ capacity: capacityPerDay }} />
          ) : (
            <Text id="heuristic.capacity.fits" values={{ rank: threshold, capacity: capacityPerDay }} />
          )}
        </strong>
      </p>
      <p>
        <Text
          id="heuristic.capacity.sides"
          values={{
            places,
            alerts,
            days,
            above: intl.formatNumber(above),
            below: intl.formatNumber(below),
            abovePerDay: perDay(above),
            belowPerDay: perDay(below),
          }}
        />
      </p>
      {busiest !== undefined && busiest.above > capacityPerDay && (
        <p>
          <Text id="heuristic.capacity.busiest" values={{ day: dayText(busiest.day), count: busiest.above }} />
        </p>
      )}
      <p>
        {known === 0 ? (
          t("heuristic.capacity.unknown")
        ) : (
          <Text id="heuristic.capacity.lost" values={{ known, lost: intl.formatNumber(truePositives.below) }} />
        )}
      </p>
    </section>
  );
}
