import { useIntl } from "react-intl";
import { Button } from "../show/button.tsx";
import { CopyButton } from "../show/copy-button.tsx";
import { Panel } from "../show/panel.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { useText } from "../words/words.tsx";
import { useRangeText } from "./segment-name.ts";
import type { Segment } from "./strip-segments.ts";

const NO_PAGES = { error: null, refetch: () => undefined };

/** What the strip shows, as a table: to be read out, copied, and chosen from. */
export function SegmentTable({
  segments,
  onChoose,
}: {
  segments: readonly Segment[];
  onChoose: (one: Segment) => void;
}) {
  const t = useText();
  const { formatNumber } = useIntl();
  const rangeText = useRangeText();
  const stateText = ({ state, parts }: Segment) => {
    if (parts.length < 2) return t(`operations.state.${state}`);
    const each = parts.map((part) =>
      t("operations.part", { state: t(`operations.state.${part.state}`), blocks: part.blocks }),
    );
    return each.join(" · ");
  };
  const columns: readonly Column<Segment>[] = [
    {
      head: t("operations.blocks"),
      cell: (segment) => (
        <Button kind="quiet" onPress={() => onChoose(segment)}>
          <span className="number">{rangeText(segment)}</span>
        </Button>
      ),
    },
    { head: t("operations.count"), cell: ({ from, to }) => formatNumber(to - from + 1), className: "amount number" },
    { head: t("operations.state"), cell: stateText },
    {
      head: t("operations.liesAndDoubts"),
      cell: ({ lies, undecided }) =>
        lies + undecided === 0 ? (
          <span className="muted">–</span>
        ) : (
          t("operations.figure.contradicted", { caught: lies, undecided })
        ),
    },
  ];
  const heads = [t("operations.from"), t("operations.to"), t("operations.state"), t("operations.pattern.lie")];
  const rows = segments.map((one) => [one.from, one.to, stateText(one), one.lies].join("\t"));
  return (
    <Panel
      title={t("operations.twin")}
      beside={<CopyButton text={[heads.join("\t"), ...rows].join("\n")} what={t("operations.twin.what")} />}
      flush
    >
      <RowTable
        label={t("operations.twin")}
        columns={columns}
        rows={segments}
        keyOf={({ from }) => String(from)}
        pages={NO_PAGES}
        empty={null}
      />
    </Panel>
  );
}
