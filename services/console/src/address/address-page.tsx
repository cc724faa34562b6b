export function AddressPage() {
  return <div />;
}
