import { useText } from "../words/words.tsx";

export function AddressSetPage() {
  return <h1>{useText()("webhook.title")}</h1>;
}
