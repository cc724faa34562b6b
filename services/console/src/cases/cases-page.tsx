import type { CaseSummary } from "@redflag/contract/http/routes/cases";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { api } from "../api/client.ts";
import { useCaller, useMay } from "../api/session.ts";
import { usePages } from "../api/use-pages.ts";
import { useKey } from "../app/keys.tsx";
import { Button } from "../show/button.tsx";
import { More } from "../show/more.tsx";
import { Empty, Failure, Loading, NotPermitted } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { CaseFilters } from "./case-filters.tsx";
import { StatusMark } from "./case-marks.tsx";
import styles from "./cases.module.css";
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
    <article className={styles.page}>
      <header className={styles.top}>
        <h1>{t("shell.cases")}</h1>
        <CaseFilters />
        {mayWrite && (
          <Button kind="primary" onPress={() => setOpen(true)}>
            <Plus size={14} aria-hidden />
            {t("case.new")}
          </Button>
        )}
      </header>
      <CaseTable status={status} of={of} />
      {isOpen && (
        <NewCaseDialog
          isOpen
          onOpenChange={setOpen}
          of={search.value === undefined ? undefined : { basis: search.new ?? "subject", value: search.value }}
        />
      )}
    </article>
  );
}

function CaseTable({ status, of }: { status: CaseSummary["status"] | undefined; of: "own" | undefined }) {
  const t = useText();
  const isSupervisor = useCaller().roles.includes("supervisor");
  const { items, pages } = usePages(["cases", status, of], (page) =>
    api.listCases({ query: { ...page, ...(status && { status }), ...(of && { of }) } }),
  );
  if (pages.error !== null) return <Failure error={pages.error} onRetry={() => void pages.refetch()} />;
  if (items === undefined) return <Loading />;
  if (items.length === 0) {
    const isFiltered = status !== undefined || of !== undefined;
    return (
      <Empty title={t(isFiltered ? "case.list.noneSo" : "case.list.none")}>
        {t(isSupervisor ? "case.list.hint.all" : "case.list.hint")}
      </Empty>
    );
  }
  return (
    <section className="panel" aria-label={t("shell.cases")}>
      <div className="scroll">
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">{t("case.number")}</th>
              <th scope="col">{t("case.title")}</th>
              <th scope="col">{t("case.status")}</th>
              <th scope="col">{t("case.basis")}</th>
              <th scope="col">{t("case.yourRole")}</th>
              <th scope="col">{t("case.openedBy")}</th>
              <th scope="col">{t("case.openedAt")}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr key={one.id}>
                <td className="mono ltr">{one.number}</td>
                <td>
                  <Link to="/cases/$id" params={{ id: one.id }}>
                    <bdi>{one.title}</bdi>
                  </Link>
                </td>
                <td>
                  <StatusMark status={one.status} />
                </td>
                <td>{t(`case.basis.${one.basis}`)}</td>
                <td>{one.role === undefined ? <span className="muted">–</span> : t(`case.role.${one.role}`)}</td>
                <td>
                  <bdi>{one.openedBy.name}</bdi>
                </td>
                <td>
                  <Time at={one.at} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <More pages={pages} />
    </section>
  );
}
