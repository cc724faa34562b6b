import { useText } from "../words/words.tsx";

export function WebhooksPage() {
  return <h1>{useText()("webhook.title")}</h1>;
}
