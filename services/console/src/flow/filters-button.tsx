import { ChevronDown, ListFilter } from "lucide-react";
import { useEffect, useState } from "react";
import {
  Dialog,
  DialogTrigger,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  Button as SelectButton,
  SelectValue,
  TextField,
} from "react-aria-components";
import { Button } from "../show/button.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./filters-button.module.css";
import { useFlowView } from "./flow-view.ts";
import { DEFAULT_FILTERS, type GraphFilters, isAmount, isDefault } from "./graph-filters.ts";

const HOPS = ["1", "2", "3"] as const;
const DIRECTIONS = ["both", "in", "out"] as const;
const EVERY_TOKEN = "*";

/** How far money is followed, which way, and what is too small to be shown. */
export function FiltersButton() {
  const t = useText();
  const { filters, setFilters, tokens } = useFlowView();
  const change = (changed: Partial<GraphFilters>) => setFilters({ ...filters, ...changed });
  return (
    <DialogTrigger>
      <Button kind="quiet">
        <ListFilter size={14} aria-hidden />
        <Text id={isDefault(filters) ? "flow.filters" : "flow.filters.set"} />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Dialog aria-label={t("flow.filters")} className={styles.filters}>
          <Choices
            label={t("flow.hops")}
            value={String(filters.hops)}
            choices={HOPS.map((hops) => ({ id: hops, name: t("flow.hops.count", { count: Number(hops) }) }))}
            onChange={(hops) => change({ hops: Number(hops) as GraphFilters["hops"] })}
          />
          <Choices
            label={t("flow.direction")}
            value={filters.direction}
            choices={DIRECTIONS.map((direction) => ({ id: direction, name: t(`flow.direction.${direction}`) }))}
            onChange={(direction) => change({ direction: direction as GraphFilters["direction"] })}
          />
          <Choices
            label={t("flow.token")}
            value={filters.token ?? EVERY_TOKEN}
            choices={[
              { id: EVERY_TOKEN, name: t("flow.token.every") },
              ...tokens.map((symbol) => ({ id: symbol, name: symbol })),
            ]}
            onChange={(token) => change({ token: token === EVERY_TOKEN ? undefined : token })}
          />
          <MinAmount value={filters.minAmount} onChange={(minAmount) => change({ minAmount })} />
          <Button onPress={() => setFilters(DEFAULT_FILTERS)} isDisabled={isDefault(filters)}>
            <Text id="flow.filters.reset" />
          </Button>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

interface ChoicesProps {
  label: string;
  value: string;
  choices: ReadonlyArray<{ id: string; name: string }>;
  onChange: (id: string) => void;
}

function Choices({ label, value, choices, onChange }: ChoicesProps) {
  return (
    <Select className="field" value={value} onChange={(key) => onChange(String(key))}>
      <Label>{label}</Label>
      <SelectButton className="button plain">
        <SelectValue className={styles.value} />
        <ChevronDown size={14} aria-hidden />
      </SelectButton>
      <Popover className="popover">
        <ListBox className="menu" items={choices}>
          {({ id, name }) => (
            <ListBoxItem id={id} textValue={name} className="menu-item">
              <bdi>{name}</bdi>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}

/** Asked for when it is finished, by Enter or by leaving it. */
function MinAmount({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useText();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const finish = () => {
    if (isAmount(text) && text !== value) onChange(text);
  };
  return (
    <TextField
      className="field"
      inputMode="decimal"
      value={text}
      onChange={setText}
      onBlur={finish}
      isInvalid={!isAmount(text)}
      onKeyDown={(event) => {
        if (event.key === "Enter") finish();
        else event.continuePropagation();
      }}
    >
      <Label>{t("flow.minAmount")}</Label>
      <Input className="input ltr" placeholder="0" />
      <FieldError className="fault">{t("flow.minAmount.fault")}</FieldError>
    </TextField>
  );
}
