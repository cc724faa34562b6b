export function QueuePage() {
  return <div />;
}
