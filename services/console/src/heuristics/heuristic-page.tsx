import { useText } from "../words/words.tsx";

export function HeuristicPage() {
  return <h1>{useText()("heuristic.title")}</h1>;
}
