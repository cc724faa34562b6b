import { useParams } from "@tanstack/react-router";
import { useMay } from "../api/session.ts";
import { Failure, Loading, NotPermitted } from "../show/states.tsx";
import { AlertView } from "./alert-view.tsx";
import { useAlert } from "./use-alert.ts";

export function AlertPage() {
  const { id } = useParams({ from: "/alerts/$id" });
  const mayRead = useMay("alerts:read");
  const { data, error, refetch } = useAlert(id);
  if (!mayRead) return <NotPermitted />;
  if (data !== undefined) return <AlertView key={id} alert={data} />;
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  return <Loading rows={10} />;
}
