import type { AccessReview } from "@redflag/contract/http/routes/access-reviews";
import { Link } from "@tanstack/react-router";
import { Panel } from "../show/panel.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";

interface Props {
  reviews: readonly AccessReview[];
  pages: Parameters<typeof RowTable>[0]["pages"];
  shown: string | undefined;
}

/** All that there were. */
export function ReviewList({ reviews, pages, shown }: Props) {
  const t = useText();
  const columns: readonly Column<AccessReview>[] = [
    {
      head: t("people.review.startedAt"),
      cell: ({ id, startedAt }) => (
        <Link to="/access-review" search={{ review: id }} aria-current={id === shown ? "true" : undefined}>
          <Time at={startedAt} />
        </Link>
      ),
    },
    { head: t("people.review.startedBy"), cell: ({ startedBy }) => <bdi>{startedBy.name}</bdi> },
    {
      head: t("people.review.finishedAt"),
      cell: ({ finishedAt }) => (finishedAt === undefined ? t("people.review.isOpen") : <Time at={finishedAt} />),
    },
    { head: t("people.review.finishedBy"), cell: ({ finishedBy }) => finishedBy && <bdi>{finishedBy.name}</bdi> },
    {
      head: t("people.review.decided"),
      cell: ({ decidedCount, subjectCount }) =>
        t("people.review.decided.of", { decided: decidedCount, total: subjectCount }),
    },
  ];
  return (
    <Panel title={t("people.review.all")} flush>
      <RowTable
        label={t("people.review.all")}
        columns={columns}
        rows={reviews}
        keyOf={({ id }) => id}
        pages={pages}
        empty={null}
      />
    </Panel>
  );
}
