import { useText } from "../words/words.tsx";

export function HeuristicsPage() {
  return <h1>{useText()("heuristic.title")}</h1>;
}
