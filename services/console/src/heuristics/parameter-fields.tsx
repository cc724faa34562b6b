import { FieldError, Input, Label, Text as Slot, TextArea, TextField } from "react-aria-components";
import { English } from "../show/english.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./parameter-fields.module.css";
import { isSame, parameterText, readParameter } from "./parameter-input.ts";
import type { TriedParameter } from "./tried-parameters.ts";
import { useRangeWords } from "./use-range-words.ts";

interface Props {
  parameters: readonly TriedParameter[];
  texts: Readonly<Record<string, string>>;
  onChange: (texts: Readonly<Record<string, string>>) => void;
}

/** A field for each parameter; whatever is not allowed is told while it is typed, in each of them. */
export function ParameterFields({ parameters, texts, onChange }: Props) {
  return (
    <div className={styles.fields}>
      {parameters.map((parameter) => (
        <ParameterField
          key={parameter.name}
          parameter={parameter}
          text={texts[parameter.name] ?? parameterText(parameter.base)}
          onChange={(text) => onChange({ ...texts, [parameter.name]: text })}
        />
      ))}
    </div>
  );
}

interface FieldProps {
  parameter: TriedParameter;
  text: string;
  onChange: (text: string) => void;
}

function ParameterField({ parameter, text, onChange }: FieldProps) {
  const t = useText();
  const rangeWords = useRangeWords();
  const read = readParameter(parameter, text);
  const range = rangeWords(parameter);
  const isTable = parameter.type === undefined || !["integer", "number", "string"].includes(parameter.type);
  const isOwn = read.isValid && isSame(read.value, parameter.own);
  return (
    <TextField
      className={`field ${styles.field} ${isTable ? styles.wide : ""}`}
      value={text}
      onChange={onChange}
      isInvalid={!read.isValid}
      isRequired={parameter.type !== "string"}
    >
      <Label className="mono ltr">{parameter.name}</Label>
      {isTable ? (
        <TextArea className="input mono ltr" dir="ltr" spellCheck={false} />
      ) : (
        <Input
          className="input mono ltr"
          dir="ltr"
          inputMode={parameter.type === "string" ? "text" : "decimal"}
          autoComplete="off"
        />
      )}
      <Slot slot="description" className={styles.about}>
        <English>{parameter.description}</English>
        {range !== "" && <> · {range}</>}
        {!isOwn && !isTable && (
          <>
            {" · "}
            <Text id="heuristic.own.is" values={{ own: <bdi>{parameterText(parameter.own)}</bdi> }} />
          </>
        )}
      </Slot>
      <FieldError className="fault">{read.isValid ? "" : t(`heuristic.fault.${read.fault}`, { range })}</FieldError>
    </TextField>
  );
}
