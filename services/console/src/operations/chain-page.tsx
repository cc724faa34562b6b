import { useText } from "../words/words.tsx";

export function ChainPage() {
  return <h1>{useText()("operations.title")}</h1>;
}
