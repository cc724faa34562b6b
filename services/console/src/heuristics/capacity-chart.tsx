import type { Capacity } from "@redflag/contract/http/routes/capacity";
import { useIntl } from "react-intl";
import { Chart } from "../chart/chart.tsx";
import { Figures } from "../chart/figures.tsx";
import { isolated } from "../show/isolated.ts";
import { useTokens } from "../show/use-tokens.ts";
import { useText } from "../words/words.tsx";
import { capacityOption, type RankBucket } from "./capacity-option.ts";

/** Places a day by their rank, the highest on top, with the line between those that fit and the others. */
export function CapacityChart({ capacity: { buckets, days, threshold } }: { capacity: Capacity }) {
  const t = useText();
  const intl = useIntl();
  const tokens = useTokens();
  const drawn: RankBucket[] = buckets.map(({ low, high, places, above }) => ({
    from: low,
    to: high,
    perDay: places / days,
    isAbove: above,
  }));
  const direction = intl.locale.startsWith("ar") ? "rtl" : "ltr";
  const rankText = ({ from, to }: RankBucket) => isolated(from === to ? `${from}` : `${from}–${to}`, "ltr");
  const count = (value: number) => intl.formatNumber(value, { maximumSignificantDigits: 2 });
  const option = capacityOption(drawn, {
    tokens,
    isRightToLeft: direction === "rtl",
    words: {
      line: isolated(
        threshold === null ? t("heuristic.capacity.line.none") : t("heuristic.capacity.line", { rank: threshold }),
        direction,
      ),
      rank: rankText,
      count,
      lines: (bucket) =>
        [
          `${t("heuristic.capacity.rank")}: ${rankText(bucket)}`,
          `${t("heuristic.capacity.places")}: ${count(bucket.perDay)}`,
        ]
          .map((line) => isolated(line, direction))
          .join("\n"),
    },
  });
  return (
    <figure>
      <Chart option={option} label={t("heuristic.capacity.chart")} size="ranking" />
      <Figures>{() => <BucketTable buckets={drawn} rankText={rankText} count={count} />}</Figures>
    </figure>
  );
}

interface TableProps {
  buckets: readonly RankBucket[];
  rankText: (bucket: RankBucket) => string;
  count: (value: number) => string;
}

function BucketTable({ buckets, rankText, count }: TableProps) {
  const t = useText();
  return (
    <table className="data-table">
      <caption className="unseen">{t("heuristic.capacity.chart")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("heuristic.capacity.rank")}</th>
          <th scope="col" className="amount">
            {t("heuristic.capacity.places")}
          </th>
          <th scope="col">{t("heuristic.capacity.side")}</th>
        </tr>
      </thead>
      <tbody>
        {buckets.map((bucket) => (
          <tr key={bucket.from}>
            <th scope="row">{rankText(bucket)}</th>
            <td className="amount number">{count(bucket.perDay)}</td>
            <td>{t(bucket.isAbove ? "heuristic.capacity.above" : "heuristic.capacity.below")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
