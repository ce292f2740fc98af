// What a program in TypeScript does with the generated types. It is compiled, not run.
import type { components, paths } from "./net30";

type Schemas = components["schemas"];

const draft: Schemas["InvoiceBody"] = {
  customer: { company: "Globex Corporation", email: "billing@globex.example" },
  items: [{ name: "Web development", quantity: 40, unit: "hour", unit_price: 150 }],
};

const template: Schemas["TemplateBody"] = { name: "House style", layout: "modern", font: "serif" };
// @ts-expect-error a layout that there is not
const wrong: Schemas["TemplateBody"] = { name: "House style", layout: "gothic" };

const toOne: Schemas["SendBody"] = { to: "a@example.com" };
const toTwo: Schemas["SendBody"] = { to: ["a@example.com", "b@example.com"] };

type Ok<Path extends keyof paths, Method extends keyof paths[Path], Media extends string> =
  paths[Path][Method] extends { responses: { 200: { content: Record<Media, infer Body> } } } ? Body : never;

const pdf: Ok<"/api/v1/invoices/{id}/pdf", "get", "application/pdf"> = "bytes";

function outstanding(invoice: Schemas["Invoice"]): string {
  // What is always there needs no question mark.
  const paid: string | null = invoice.paid_at;
  return invoice.status === "paid" ? `paid ${paid ?? ""}` : `${invoice.totals.due} ${invoice.number ?? "(draft)"}`;
}

export { draft, outstanding, pdf, template, toOne, toTwo, wrong };
