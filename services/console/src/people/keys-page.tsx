import { useText } from "../words/words.tsx";

export function KeysPage() {
  return <h1>{useText()("people.title")}</h1>;
}
