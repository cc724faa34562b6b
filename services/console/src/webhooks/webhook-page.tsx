import { useText } from "../words/words.tsx";

export function WebhookPage() {
  return <h1>{useText()("webhook.title")}</h1>;
}
