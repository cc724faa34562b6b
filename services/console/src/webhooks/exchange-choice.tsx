import { useNavigate } from "@tanstack/react-router";
import { api } from "../api/client.ts";
import { usePages } from "../api/use-pages.ts";
import { Choice } from "../show/choice.tsx";
import { useText } from "../words/words.tsx";

/** Whose webhooks staff look at. */
export function ExchangeChoice({ chosen }: { chosen: string | undefined }) {
  const t = useText();
  const navigate = useNavigate();
  const { items = [] } = usePages(["subscribers", "choice"], (page) =>
    api.listSubscribers({ query: { ...page, limit: 200 } }),
  );
  return (
    <Choice
      label={t("webhook.exchange")}
      value={chosen ?? ""}
      options={[{ id: "", name: t("webhook.exchange.all") }, ...items.map(({ id, name }) => ({ id, name }))]}
      onChange={(id) => void navigate({ to: "/webhooks", search: id === "" ? {} : { exchange: id } })}
    />
  );
}
