import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { English } from "../show/english.tsx";
import { SeverityMark } from "../show/severity.tsx";
import { Failure, Loading } from "../show/states.tsx";

/** The alert in short, for the list that it stands beside. */
export function AlertBeside({ id }: { id: string }) {
  const alert = useQuery({
    queryKey: ["alert-beside", id],
    queryFn: async ({ signal }) => (await api.getAlert({ params: { id }, signal })).body,
  });
  if (alert.error !== null) return <Failure error={alert.error} onRetry={() => void alert.refetch()} />;
  if (alert.data === undefined) return <Loading />;
  const { severity, explanation } = alert.data;
  return (
    <>
      <SeverityMark severity={severity} />
      <p>
        <English>{explanation.what}</English>
      </p>
      <p>
        <English>{explanation.smallestChange}</English>
      </p>
    </>
  );
}
