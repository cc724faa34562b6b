import { useParams } from "@tanstack/react-router";
import { useMay } from "../api/session.ts";
import { NotHere } from "../app/not-here.tsx";
import { Failure, Loading, NotPermitted } from "../show/states.tsx";
import { AlertView } from "./alert-view.tsx";
import { useAlert } from "./use-alert.ts";

const ALERT_ID = /^0x[0-9a-f]{64}$/;

export function AlertPage() {
  const { id } = useParams({ from: "/alerts/$id" });
  const mayRead = useMay("alerts:read");
  if (!mayRead) return <NotPermitted />;
  return ALERT_ID.test(id) ? <FetchedAlert key={id} id={id} /> : <NotHere />;
}

function FetchedAlert({ id }: { id: string }) {
  const { data, error, refetch } = useAlert(id);
  if (data !== undefined) return <AlertView alert={data} />;
  return error === null ? <Loading rows={10} /> : <Failure error={error} onRetry={() => void refetch()} />;
}
