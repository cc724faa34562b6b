import { useText } from "../words/words.tsx";

export function ScreeningPage() {
  return <h1>{useText()("screening.title")}</h1>;
}
