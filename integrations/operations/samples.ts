/** What replies look like, for those who set a workflow up before anything has happened. */

export const customer = {
	id: '019b8f3e-7c2a-7d51-9c1e-3f1d2a4b5c6d',
	company: 'Globex Corporation',
	first_name: null,
	last_name: null,
	contact_name: 'Hank Scorpio',
	email: 'billing@globex.example',
	phone: '+1 415 555 0100',
	address: { line1: '1 Market St', line2: null, city: 'San Francisco', region: 'CA', postal_code: '94103', country: 'US' },
	tax_id: null,
	currency: 'USD',
	lang: 'en',
	external_id: 'CUST-001',
	notes: null,
	created_at: '2026-01-15T09:30:00Z',
	updated_at: '2026-01-15T09:30:00Z',
};

const draft = {
	id: '019b8f40-1f0e-7a83-8d55-0c9a4e7b2f31',
	type: 'invoice',
	status: 'draft',
	number: null as string | null,
	customer_id: customer.id,
	customer,
	issue_date: '2026-01-15',
	due_date: '2026-02-14',
	currency: 'USD',
	lang: 'en',
	description: null,
	notes: 'Thank you for your business',
	payment_terms: 'Net 30',
	purchase_order: null,
	tags: ['web'],
	external_source: 'shop',
	external_source_id: '1001',
	items: [
		{
			id: '019b8f40-1f0e-7a83-8d55-0c9b1c2d3e4f',
			name: 'Web development',
			quantity: 40,
			unit: 'hour',
			unit_price: 150,
			net: 6000,
			tax: 532.5,
			total: 6532.5,
		},
	],
	totals: { subtotal: 6000, discount: 0, net: 6000, tax: 532.5, total: 6532.5, paid: 0, credited: 0, due: 6532.5 },
	payments: [] as object[],
	credit_notes: [] as object[],
	links: { public: null as string | null, pdf: 'https://invoices.example.com/api/v1/invoices/019b8f40-1f0e-7a83-8d55-0c9a4e7b2f31/pdf' },
	created_at: '2026-01-15T09:30:00Z',
	updated_at: '2026-01-15T09:30:00Z',
	issued_at: null as string | null,
	sent_at: null as string | null,
	viewed_at: null as string | null,
	paid_at: null as string | null,
	voided_at: null as string | null,
};

const open = {
	...draft,
	status: 'open',
	number: 'INV-2026-0001',
	links: { ...draft.links, public: 'https://invoices.example.com/i/cm7nIChOnI0u2FBN6eZSG0' },
	issued_at: '2026-01-15T09:31:00Z',
};
const sent = { ...open, status: 'sent', sent_at: '2026-01-15T09:32:00Z' };
const whole = {
	id: '019b9c11-5d3a-7b02-a1f4-6e8d9c0b1a2e',
	invoice_id: draft.id,
	amount: 6532.5,
	refunded: 0,
	method: 'bank_transfer',
	reference: 'TXN-12345',
	notes: null,
	date: '2026-01-20',
	created_at: '2026-01-20T08:00:00Z',
};
const paid = {
	...sent,
	status: 'paid',
	totals: { ...draft.totals, paid: 6532.5, due: 0 },
	payments: [whole],
	paid_at: '2026-01-20T08:00:00Z',
};

export const invoice = {
	draft,
	open,
	sent,
	paid,
	viewed: { ...sent, viewed_at: '2026-01-15T10:00:00Z' },
	overdue: { ...sent, status: 'overdue' },
	voided: { ...open, status: 'voided', voided_at: '2026-01-16T09:00:00Z' },
};

export const payment = { ...whole, invoice: paid };

export const creditNote = {
	...open,
	id: '019b9d20-4a5b-7c6d-8e7f-9a0b1c2d3e4f',
	type: 'credit_note',
	number: 'CN-2026-0001',
	description: 'Returned',
	issue_date: '2026-01-22',
	due_date: null,
};
