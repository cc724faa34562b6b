interface Props {
  /** CAIP-10. */
  address: string;
  from?: string | undefined;
  to?: string | undefined;
  /** Accounts by CAIP-10 that money of a listed address came by. */
  path?: readonly string[] | undefined;
}

export function FlowPanel({ address }: Props) {
  return <div data-address={address} />;
}
