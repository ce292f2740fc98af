// Makes an invoice, changes it, issues it, finds it in the list, and records a payment. Needs Node 18 or later.
// NET30_URL and NET30_KEY say where the server is and which key to use.
const { NET30_URL, NET30_KEY } = process.env;

async function invoiless(method, path, body) {
  const response = await fetch(`${NET30_URL}/v1${path}`, {
    method,
    headers: { "api-key": NET30_KEY, "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
  });
  const reply = response.status === 204 ? {} : await response.json();
  if (!response.ok) throw new Error(`${response.status} ${reply.detail} ${JSON.stringify(reply.errors ?? [])}`);
  return reply;
}

const { id } = await invoiless("POST", "/invoices", {
  customer: { internalId: "INTERNAL_USER_ID", billTo: { company: "Invoiless" } },
  items: [{ name: "Demo product", quantity: 1, price: 42 }],
});
await invoiless("PATCH", `/invoices/${id}`, { notes: "Thank you", tags: ["demo"] });
const { number, url } = await invoiless("PATCH", `/invoices/${id}`, { status: "Pending" });
const { docs } = await invoiless("GET", `/invoices?search=${encodeURIComponent(number)}`);
if (!docs.some((invoice) => invoice.id === id)) throw new Error("the new invoice is not in the list");
const page = await fetch(url);
if (!page.ok) throw new Error(`the page is answered with ${page.status}`);
await invoiless("POST", `/invoices/${id}/payments`, { amount: 42, method: "Card" });
const { status } = await invoiless("GET", `/invoices/${id}`);
if (status !== "Paid") throw new Error(`the invoice is ${status}`);
console.log(JSON.stringify({ id, url }));
