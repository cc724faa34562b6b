import { getRouteApi } from "@tanstack/react-router";
import { useMay } from "../api/session.ts";
import { Failure, Loading, NotPermitted } from "../show/states.tsx";
import { ReportView } from "./report-view.tsx";
import { useReport } from "./use-reports.ts";

const route = getRouteApi("/reports/$id");

/** One report: how it reads, what stands in its way, and what was done with it. */
export function ReportPage() {
  const { id } = route.useParams();
  const mayRead = useMay("reports:read");
  return mayRead ? <Known key={id} id={id} /> : <NotPermitted />;
}

function Known({ id }: { id: string }) {
  const { data, error, refetch } = useReport(id);
  // What is there stays while it is read again: the form keeps what was typed.
  if (data !== undefined) return <ReportView seen={data} />;
  return error === null ? <Loading rows={12} /> : <Failure error={error} onRetry={() => void refetch()} />;
}
