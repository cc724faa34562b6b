import type { CaseSummary } from "@redflag/contract/http/routes/cases";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { api } from "../api/client.ts";
import { useCaller, useMay } from "../api/session.ts";
import { usePages } from "../api/use-pages.ts";
import { useKey } from "../app/keys.tsx";
import { Button } from "../show/button.tsx";
import { Page } from "../show/page.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Empty, NotPermitted } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { CaseFilters } from "./case-filters.tsx";
import { StatusMark } from "./case-marks.tsx";
import { NewCaseDialog } from "./new-case-dialog.tsx";

const route = getRouteApi("/cases");

/** The cases that the reader may see: of others there is nothing. */
export function CasesPage() {
  const t = useText();
  const navigate = useNavigate();
  const search = route.useSearch();
  const mayRead = useMay("cases:read");
  const mayWrite = useMay("cases:write");
  const { status, of } = search;
  const isOpen = search.new !== undefined;
  const setOpen = (opens: boolean) =>
    void navigate({ to: "/cases", search: { status, of, ...(opens && { new: "subject" }) }, replace: true });
  useKey("N", "case.new", () => setOpen(true), { enabled: mayWrite });
  if (!mayRead) return <NotPermitted />;
  return (
    <Page
      title={t("shell.cases")}
      beside={
        <>
          <CaseFilters />
          {mayWrite && (
            <Button kind="primary" onPress={() => setOpen(true)}>
              <Plus size={14} aria-hidden />
              {t("case.new")}
            </Button>
          )}
        </>
      }
    >
      <CaseTable status={status} of={of} />
      {isOpen && (
        <NewCaseDialog
          isOpen
          onOpenChange={setOpen}
          of={search.value === undefined ? undefined : { basis: search.new ?? "subject", value: search.value }}
        />
      )}
    </Page>
  );
}

function CaseTable({ status, of }: { status: CaseSummary["status"] | undefined; of: "own" | undefined }) {
  const t = useText();
  const isSupervisor = useCaller().roles.includes("supervisor");
  const { items, pages } = usePages(["cases", status, of], (page) =>
    api.listCases({ query: { ...page, ...(status && { status }), ...(of && { of }) } }),
  );
  const isFiltered = status !== undefined || of !== undefined;
  const columns: readonly Column<CaseSummary>[] = [
    { head: t("case.number"), cell: ({ number }) => <span className="mono ltr">{number}</span> },
    {
      head: t("case.title"),
      cell: ({ id, title }) => (
        <Link to="/cases/$id" params={{ id }}>
          <bdi>{title}</bdi>
        </Link>
      ),
    },
    { head: t("case.status"), cell: (one) => <StatusMark status={one.status} /> },
    { head: t("case.basis"), cell: ({ basis }) => t(`case.basis.${basis}`) },
    {
      head: t("case.yourRole"),
      cell: ({ role }) => (role === undefined ? <span className="muted">–</span> : t(`case.role.${role}`)),
    },
    { head: t("case.openedBy"), cell: ({ openedBy }) => <bdi>{openedBy.name}</bdi> },
    { head: t("case.openedAt"), cell: ({ at }) => <Time at={at} /> },
  ];
  const empty = (
    <Empty title={t(isFiltered ? "case.list.noneSo" : "case.list.none")}>
      {t(isSupervisor ? "case.list.hint.all" : "case.list.hint")}
    </Empty>
  );
  return (
    <section className={items?.length ? "panel" : ""} aria-label={t("shell.cases")}>
      <RowTable
        label={t("shell.cases")}
        columns={columns}
        rows={items}
        keyOf={({ id }) => id}
        pages={pages}
        empty={empty}
      />
    </section>
  );
}
