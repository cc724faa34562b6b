import type { ReportSummary } from "@redflag/contract/http/routes/reports";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useIntl } from "react-intl";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { usePages } from "../api/use-pages.ts";
import { Page } from "../show/page.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Empty, NotPermitted } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { ReportFilters } from "./report-filters.tsx";
import { OutcomeMark, StatusMark } from "./report-marks.tsx";
import { useReportProfiles } from "./use-reports.ts";

const route = getRouteApi("/reports");

/** What goes to an FIU: drafts, what waits for somebody else, what was filed and answered. */
export function ReportsPage() {
  const t = useText();
  const mayRead = useMay("reports:read");
  if (!mayRead) return <NotPermitted />;
  return (
    <Page title={t("reports.title")} lead={t("reports.lead")} beside={<ReportFilters />}>
      <Table />
    </Page>
  );
}

function Table() {
  const t = useText();
  const search = route.useSearch();
  const { items, pages } = usePages(["reports", search], (page) => api.listReports({ query: { ...page, ...search } }));
  const columns: readonly Column<ReportSummary>[] = [
    {
      head: t("reports.number"),
      cell: ({ id, number }) => (
        <Link to="/reports/$id" params={{ id }} className="mono ltr">
          {number}
        </Link>
      ),
    },
    { head: t("reports.status"), cell: ({ status }) => <StatusMark status={status} /> },
    { head: t("reports.kind"), cell: ({ kind }) => kind, className: "ltr" },
    { head: t("reports.profile"), cell: ({ profile }) => <Country profile={profile} /> },
    { head: t("reports.about"), cell: (report) => <About report={report} /> },
    { head: t("reports.by"), cell: ({ draftedBy }) => <bdi>{draftedBy.name}</bdi> },
    { head: t("reports.at"), cell: ({ at }) => <Time at={at} /> },
    { head: t("reports.filedAt"), cell: ({ filedAt }) => (filedAt === undefined ? <None /> : <Time at={filedAt} />) },
    {
      head: t("reports.answer"),
      cell: ({ answer }) => (answer === undefined ? <None /> : <OutcomeMark outcome={answer} />),
    },
  ];
  const isNarrowed = Object.keys(search).length > 0;
  return (
    <section className={items?.length ? "panel" : ""} aria-label={t("reports.title")}>
      <RowTable
        label={t("reports.title")}
        columns={columns}
        rows={items}
        keyOf={({ id }) => id}
        pages={pages}
        empty={<Empty title={t(isNarrowed ? "reports.noneSo" : "reports.none")}>{t("reports.none.hint")}</Empty>}
      />
    </section>
  );
}

/** Of the FIU that it is for; a profile that is installed no more has none. */
function Country({ profile }: { profile: string }) {
  const { formatDisplayName } = useIntl();
  const { data: profiles } = useReportProfiles();
  const country = profiles?.find(({ id }) => id === profile)?.country;
  if (country === undefined) return <span className="mono ltr">{profile}</span>;
  return formatDisplayName(country, { type: "region" });
}

function About({ report: { case: of, alertCount } }: { report: ReportSummary }) {
  const t = useText();
  return (
    <>
      {of !== undefined && (
        <>
          <Link to="/cases/$id" params={{ id: of.id }}>
            {t("reports.about.case", { number: of.number })}
          </Link>
          {" · "}
        </>
      )}
      {t("reports.about.alerts", { count: alertCount })}
    </>
  );
}

function None() {
  return <span className="muted">–</span>;
}
