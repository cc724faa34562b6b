declare module "virtual:receiver-samples" {
  const texts: Readonly<Record<"receiver.ts" | "receiver.py" | "receiver.go" | "send-signed.sh", string>>;
  export default texts;
}
