export function AlertPage() {
  return <div />;
}
