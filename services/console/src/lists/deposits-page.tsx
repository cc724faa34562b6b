import { useText } from "../words/words.tsx";

export function DepositsPage() {
  return <h1>{useText()("list.title")}</h1>;
}
