import { Navigate } from "@tanstack/react-router";
import { useCaller } from "../api/session.ts";
import { Loading, NotPermitted } from "../show/states.tsx";
import { useFirstSteps } from "./first-steps.ts";
import { homeOf } from "./places.ts";

/** Everybody begins where the own work is; whoever sets up an empty installation, with the first steps. */
export function HomePage() {
  const { permissions } = useCaller();
  const isEmpty = useFirstSteps();
  if (isEmpty === undefined) return <Loading />;
  const home = isEmpty ? "/setup" : homeOf(permissions);
  return home === undefined ? <NotPermitted /> : <Navigate to={home} replace />;
}
