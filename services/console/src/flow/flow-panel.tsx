interface Props {
  address: string;
  from?: string | undefined;
  to?: string | undefined;
  path?: readonly string[] | undefined;
}

/** Stands in for the graph. */
export function FlowPanel(_: Props) {
  return null;
}
