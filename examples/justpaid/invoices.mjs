// Makes a customer and an invoice, lists what is unpaid, and downloads the PDF. Needs Node 18 or later.
// NET30_URL and NET30_KEY say where the server is and which key to use.
const { NET30_URL, NET30_KEY } = process.env;

async function justpaid(path, body) {
  const response = await fetch(`${NET30_URL}/api/v1${path}`, {
    method: body ? "POST" : "GET",
    headers: { Authorization: `Bearer ${NET30_KEY}`, "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
  });
  const reply = await response.json();
  if (!response.ok) throw new Error(`${response.status} ${reply.detail} ${JSON.stringify(reply.errors ?? [])}`);
  return reply;
}

const customer = await justpaid("/customer/create", { name: "Globex Corporation", email: "billing@globex.example" });
const invoice = await justpaid("/invoice/create", {
  customer: customer.uuid,
  invoice_status: "sent",
  currency: "USD",
  line_items: [{ name: "Product A", unit_price: 100, quantity: 2, description: "Detailed description" }],
});
const { items, count } = await justpaid(`/invoice/?invoice_status=sent&customer=${customer.uuid}&limit=10&offset=0`);
if (!items.some((item) => item.uuid === invoice.uuid)) throw new Error("the new invoice is not in the list");
const pdf = await fetch(invoice.file_url);
if (!pdf.ok) throw new Error(`the PDF is answered with ${pdf.status}`);
const bytes = (await pdf.arrayBuffer()).byteLength;
console.log(JSON.stringify({ invoice_number: invoice.invoice_number, amount: invoice.amount, count, pdf_bytes: bytes }));
