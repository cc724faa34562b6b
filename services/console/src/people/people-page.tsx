import { useText } from "../words/words.tsx";

export function PeoplePage() {
  return <h1>{useText()("people.title")}</h1>;
}
