import { Navigate } from "@tanstack/react-router";
import { useMay } from "../api/session.ts";
import { Empty } from "../show/states.tsx";
import { Text, useText } from "../words/words.tsx";

/** Whoever reviews begins with the queue; who does not is told where the own work is. */
export function HomePage() {
  const t = useText();
  if (useMay("alerts:read")) return <Navigate to="/alerts" replace />;
  return (
    <Empty title={t("shell.home")}>
      <Text id="shell.home.hint" values={{ docs: (words) => <a href="/docs">{words}</a> }} />
    </Empty>
  );
}
