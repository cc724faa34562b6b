import { useText } from "../words/words.tsx";

export function BacktestPage() {
  return <h1>{useText()("heuristic.title")}</h1>;
}
