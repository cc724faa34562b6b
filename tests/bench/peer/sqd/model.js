const { Column, Entity, Index, PrimaryColumn } = require("typeorm");

/** One ERC-20 transfer, with the columns and indexes that the product's ledger has. */
class Transfer {
  constructor(props) {
    Object.assign(this, props);
  }
}
const text = { type: "text", nullable: false };
const integer = { type: "int4", nullable: false };
PrimaryColumn(text)(Transfer.prototype, "id");
for (const name of ["token", "sender", "receiver", "transaction"]) Column(text)(Transfer.prototype, name);
for (const name of ["block", "logIndex", "timestamp"]) Column(integer)(Transfer.prototype, name);
Column({ type: "numeric", nullable: false, transformer: { to: String, from: BigInt } })(Transfer.prototype, "amount");
for (const name of ["sender", "receiver"]) Index()(Transfer.prototype, name);
Entity("transfer")(Transfer);
module.exports = { Transfer };
