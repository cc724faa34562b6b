import { Navigate } from "@tanstack/react-router";
import { useCaller } from "../api/session.ts";
import { NotPermitted } from "../show/states.tsx";
import { homeOf } from "./places.ts";

/** Everybody begins where the own work is. */
export function HomePage() {
  const home = homeOf(useCaller().permissions);
  return home === undefined ? <NotPermitted /> : <Navigate to={home} replace />;
}
