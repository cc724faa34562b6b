import type { AuditEntry } from "@redflag/contract/http/routes/audit";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { usePages } from "../api/use-pages.ts";
import { Button } from "../show/button.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Empty } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import styles from "./audit.module.css";
import { auditQueryOf } from "./audit-search.ts";
import { EntryDetail } from "./entry-detail.tsx";
import { subjectPlaceOf } from "./subject-place.ts";

const route = getRouteApi("/audit");

/** Newest first. Reading it is recorded, too: it is not read again by itself. */
export function AuditTable() {
  const t = useText();
  const search = route.useSearch();
  const [opened, setOpened] = useState<number>();
  const { items, pages } = usePages(["audit", search], (page) =>
    api.listAudit({ query: { ...page, ...auditQueryOf(search) } }),
  );
  const columns: readonly Column<AuditEntry>[] = [
    {
      head: t("audit.seq"),
      cell: ({ seq }) => (
        <Button
          kind="quiet"
          aria-expanded={opened === seq}
          aria-label={t("audit.open", { seq })}
          onPress={() => setOpened(opened === seq ? undefined : seq)}
        >
          {opened === seq ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
          <span className="mono">{seq}</span>
        </Button>
      ),
    },
    { head: t("audit.at"), cell: ({ at }) => <Time at={at} seconds /> },
    { head: t("audit.actor"), cell: ({ actor }) => <Actor actor={actor} /> },
    { head: t("audit.action"), cell: ({ action }) => <span className="mono ltr">{action}</span> },
    { head: t("audit.subject"), cell: ({ subject }) => subject && <Subject subject={subject} /> },
    {
      head: t("audit.outcome"),
      cell: ({ outcome }) => (outcome === "done" ? t("audit.done") : <strong>{t("audit.refused")}</strong>),
    },
  ];
  return (
    <section className={items?.length ? "panel" : ""} aria-label={t("audit.title")}>
      <RowTable
        label={t("audit.title")}
        columns={columns}
        rows={items}
        keyOf={({ seq }) => String(seq)}
        pages={pages}
        below={(entry) => (entry.seq === opened ? <EntryDetail entry={entry} /> : undefined)}
        empty={<Empty title={t("audit.none")}>{t("audit.none.hint")}</Empty>}
      />
    </section>
  );
}

function Actor({ actor: { kind, id, name } }: Pick<AuditEntry, "actor">) {
  const t = useText();
  const mayOpen = useMay("users:read");
  if (kind === "anonymous") return <span className="muted">{t("audit.actor.anonymous")}</span>;
  const named = <bdi className={styles.text}>{name || id}</bdi>;
  if (kind === "user" && mayOpen)
    return (
      <Link to="/people/$id" params={{ id }}>
        {named}
      </Link>
    );
  return (
    <>
      {named} {kind !== "user" && <span className="muted">{t(`audit.actor.${kind}`)}</span>}
    </>
  );
}

function Subject({ subject }: { subject: string }) {
  const place = subjectPlaceOf(subject);
  const text = <span className={styles.text}>{subject}</span>;
  return (
    <span className="mono" dir="ltr">
      {place === undefined ? text : <Link {...place}>{text}</Link>}
    </span>
  );
}
