import { Choice } from "../show/choice.tsx";
import { useText } from "../words/words.tsx";

const DAYS = [7, 30, 90, 180, 366] as const;

interface Props {
  days: number;
  onChange: (days: number) => void;
}

/** How long a key lives. None lives for ever. */
export function DaysChoice({ days, onChange }: Props) {
  const t = useText();
  return (
    <Choice
      label={t("people.key.days")}
      value={String(days)}
      onChange={(id) => onChange(Number(id))}
      options={DAYS.map((count) => ({ id: String(count), name: t("people.key.days.count", { count }) }))}
    />
  );
}
