import { useText } from "../words/words.tsx";

export function SetupPage() {
  return <h1>{useText()("setup.title")}</h1>;
}
