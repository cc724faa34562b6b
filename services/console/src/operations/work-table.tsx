import type { Work } from "@redflag/contract/http/routes/operations";
import { useNow } from "../app/now.ts";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Age } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { HealthMark } from "./health-mark.tsx";
import type { TablePages } from "./use-live.ts";

interface Props {
  work: readonly Work[] | undefined;
  pages: TablePages;
  titleOf: (chain: string) => string;
}

/** What waits to be done, from the tables that say what is wanted. */
export function WorkTable({ work, pages, titleOf }: Props) {
  const t = useText();
  const now = useNow();
  const columns: readonly Column<Work>[] = [
    { head: t("operations.work.what"), cell: ({ kind }) => t(`operations.work.${kind}`) },
    {
      head: t("operations.chain"),
      cell: ({ chain }) => (chain === undefined ? <span className="muted">–</span> : <bdi>{titleOf(chain)}</bdi>),
    },
    {
      head: t("operations.work.waiting"),
      cell: ({ unit, waiting }) => t(`operations.unit.${unit}`, { count: waiting }),
      className: "amount number",
    },
    {
      head: t("operations.work.since"),
      cell: ({ oldestAt }) =>
        oldestAt === undefined ? <span className="muted">–</span> : <Age at={oldestAt} now={now} />,
    },
    { head: t("operations.state"), cell: (one) => <WorkState work={one} /> },
  ];
  return (
    <RowTable
      label={t("operations.work")}
      columns={columns}
      rows={work}
      keyOf={({ kind, chain }) => `${kind} ${chain}`}
      pages={pages}
      empty={<p className="muted">{t("operations.work.none")}</p>}
    />
  );
}

function WorkState({ work: { waiting, active = 0, failing = 0 } }: { work: Work }) {
  const t = useText();
  if (failing > 0) return <HealthMark health="bad">{t("operations.work.failing", { count: failing })}</HealthMark>;
  if (active > 0) return <HealthMark health="good">{t("operations.work.active", { count: active })}</HealthMark>;
  return (
    <HealthMark health="good">{t(waiting === 0 ? "operations.work.nothing" : "operations.work.goesOn")}</HealthMark>
  );
}
