import { useText } from "../words/words.tsx";

export function WatchlistPage() {
  return <h1>{useText()("list.title")}</h1>;
}
