import type { AuditEntry } from "@redflag/contract/http/routes/audit";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "../api/client.ts";
import { Panel } from "../show/panel.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Empty } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";

const LINES = 10;

/** What somebody did last, as the audit has it. */
export function LastLines({ id }: { id: string }) {
  const t = useText();
  const { data, ...pages } = useQuery({
    queryKey: ["last-lines", id],
    queryFn: async () => (await api.listAudit({ query: { actor: id, limit: LINES } })).body.items,
  });
  const columns: readonly Column<AuditEntry>[] = [
    { head: t("people.line.at"), cell: ({ at }) => <Time at={at} seconds /> },
    { head: t("people.line.action"), cell: ({ action }) => <span className="mono ltr">{action}</span> },
    { head: t("people.line.outcome"), cell: ({ outcome }) => t(`people.line.${outcome}`) },
  ];
  return (
    <Panel
      title={t("people.lines")}
      flush
      beside={
        <Link to="/audit" search={{ actor: id }}>
          {t("people.lines.all")}
        </Link>
      }
    >
      <RowTable
        label={t("people.lines")}
        columns={columns}
        rows={data}
        keyOf={({ seq }) => String(seq)}
        pages={pages}
        empty={<Empty title={t("people.lines.none")} />}
      />
    </Panel>
  );
}
