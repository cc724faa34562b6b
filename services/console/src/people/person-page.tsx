import { useText } from "../words/words.tsx";

export function PersonPage() {
  return <h1>{useText()("people.title")}</h1>;
}
