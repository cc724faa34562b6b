import { useText } from "../words/words.tsx";

export function CapacityPage() {
  return <h1>{useText()("heuristic.title")}</h1>;
}
