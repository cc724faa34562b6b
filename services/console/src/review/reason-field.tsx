import { Label, Text, TextArea, TextField } from "react-aria-components";
import { useText } from "../words/words.tsx";

const CHARS_MAX = 2_000;

interface Props {
  value: string;
  onChange: (value: string) => void;
  /** A note may be left out, a reason may not. */
  isRequired?: boolean;
  autoFocus?: boolean;
}

export function ReasonField({ value, onChange, isRequired = true, autoFocus = false }: Props) {
  const t = useText();
  return (
    <TextField className="field" isRequired={isRequired} value={value} onChange={onChange} maxLength={CHARS_MAX}>
      <Label>{t(isRequired ? "review.reason" : "review.note")}</Label>
      <TextArea className="input" autoFocus={autoFocus} dir="auto" />
      <Text slot="description" className="muted">
        {t("review.recorded")}
      </Text>
    </TextField>
  );
}
