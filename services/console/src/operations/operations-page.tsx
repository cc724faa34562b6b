import { useText } from "../words/words.tsx";

export function OperationsPage() {
  return <h1>{useText()("operations.title")}</h1>;
}
