import { Empty } from "../show/states.tsx";
import { useText } from "../words/words.tsx";

export function NotHere() {
  const t = useText();
  return (
    <Empty title={t("show.notFound")} heading="h1">
      {t("show.notFound.hint")}
    </Empty>
  );
}
