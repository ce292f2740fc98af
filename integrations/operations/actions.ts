import * as samples from './samples';
import type { Field, Operation } from './types';

const INVOICE = '/api/v1/invoices/{id}';

const which: Field = { key: 'id', label: 'Invoice', help: 'Its number, such as INV-2026-0001, or its ID.', required: true, in: 'path' };

const customer: Field[] = [
	{ key: 'company', label: 'Company', help: 'A customer needs this, or first and last name.' },
	{ key: 'first_name', label: 'First Name' },
	{ key: 'last_name', label: 'Last Name' },
	{ key: 'email', label: 'Email', help: 'Where invoices go.' },
	{ key: 'phone', label: 'Phone' },
	{ key: 'address__line1', label: 'Street' },
	{ key: 'address__line2', label: 'Street, Second Line' },
	{ key: 'address__city', label: 'City' },
	{ key: 'address__region', label: 'State or Region' },
	{ key: 'address__postal_code', label: 'Postal Code' },
	{ key: 'address__country', label: 'Country', help: 'Two letters, such as US.' },
	{ key: 'tax_id', label: 'Tax ID' },
	{ key: 'external_id', label: 'External ID', help: 'The ID of the customer in your own application. Unique.' },
];

function discount(help: string): Field[] {
	const options = { amount: 'Amount', percentage: 'Percent' };
	return [
		{ key: 'discount_type', label: 'Discount Type', help: 'What the discount is.', options },
		{ key: 'discount_value', label: 'Discount', help, type: 'number' },
	];
}

/** The fields of a customer that an invoice spells out. */
const spelledOut = customer.map((field) => ({ ...field, key: `customer__${field.key}`, label: `Customer ${field.label}` }));

const lines: Field[] = [
	{ key: 'product_id', label: 'Product', help: 'Supplies what the line leaves out.', source: 'products' },
	{ key: 'name', label: 'Name', help: 'A line needs a name, a description or a product.' },
	{ key: 'description', label: 'Description', type: 'text' },
	{ key: 'quantity', label: 'Quantity', help: '1 if left out.', type: 'number' },
	{ key: 'unit', label: 'Unit', help: 'What the quantity counts, such as hour.' },
	{ key: 'unit_price', label: 'Unit Price', type: 'number' },
	...discount('Taken off the line. It needs its type.'),
	{ key: 'tax_id', label: 'Tax', help: 'One of your taxes.', source: 'taxes' },
	{ key: 'taxes__0__value', label: 'Tax Rate', help: 'In percent, where none of your taxes is chosen.', type: 'number' },
	{ key: 'taxes__0__name', label: 'Tax Name', help: 'What the document calls it.' },
];

/** What is done in net30. */
export const creates: Operation[] = [
	{
		key: 'create_invoice',
		resource: 'invoice',
		label: 'Create Invoice',
		help: 'Creates an invoice, as a draft or issued at once.',
		method: 'POST',
		path: '/api/v1/invoices',
		fields: [
			{
				key: 'status',
				label: 'Make',
				help: 'A draft can be changed. An issued invoice has its number, and can be paid.',
				required: true,
				options: { draft: 'A Draft', open: 'An Issued Invoice' },
			},
			{
				key: 'items',
				label: 'Line Items',
				required: true,
				lines,
			},
			{ key: 'customer_id', label: 'Customer', help: 'One of your customers. Or spell a customer out below.', source: 'customers' },
			...spelledOut,
			{ key: 'issue_date', label: 'Issue Date', help: 'Today if left out.', type: 'date' },
			{ key: 'due_date', label: 'Due Date', help: 'By the payment terms if left out.', type: 'date' },
			{ key: 'payment_terms', label: 'Payment Terms', help: 'Such as Net 30. Those of the customer, or of the account, if left out.' },
			{ key: 'currency', label: 'Currency', help: 'Three letters, such as USD. That of the customer, or of the account, if left out.' },
			{ key: 'lang', label: 'Language', help: 'Two letters, such as en. That of the customer, or of the account, if left out.' },
			{ key: 'tax_included', label: 'Prices Include Tax', help: 'Whether the prices of the lines include their tax.', type: 'boolean' },
			...discount('Taken off the whole invoice. It needs its type.'),
			{ key: 'description', label: 'Description', help: 'What the invoice is for.', type: 'text' },
			{ key: 'notes', label: 'Notes', help: 'Printed below the lines.', type: 'text' },
			{ key: 'purchase_order', label: 'Purchase Order', help: 'The order number of the customer.' },
			{ key: 'buyer_reference', label: 'Buyer Reference', help: 'Such as a Leitweg-ID.' },
			{ key: 'tags', label: 'Tags', help: 'Separated by commas.', type: 'list' },
			{ key: 'external_source', label: 'External Source', help: 'Where the invoice comes from, such as shop.' },
			{
				key: 'external_source_id',
				label: 'External Source ID',
				help: 'The ID of the order there. Together with the source it is unique, so that no order is invoiced twice.',
			},
		],
		sample: samples.invoice.open,
	},
	{
		key: 'create_customer',
		resource: 'customer',
		label: 'Create Customer',
		help: 'Creates a customer.',
		method: 'POST',
		path: '/api/v1/customers',
		fields: [
			...customer,
			{ key: 'currency', label: 'Currency', help: 'Of new invoices, three letters, such as USD. That of the account if left out.' },
			{ key: 'lang', label: 'Language', help: 'Of new invoices, two letters, such as en. That of the account if left out.' },
			{ key: 'payment_terms', label: 'Payment Terms', help: 'Of new invoices, such as Net 30.' },
			{ key: 'notes', label: 'Notes', help: 'For your own eyes.', type: 'text' },
		],
		sample: samples.customer,
	},
	{
		key: 'issue_invoice',
		resource: 'invoice',
		label: 'Issue Invoice',
		help: 'Issues a draft: it gets its number, and can be paid.',
		method: 'POST',
		path: `${INVOICE}/publish`,
		fields: [which],
		sample: samples.invoice.open,
	},
	{
		key: 'send_invoice',
		resource: 'invoice',
		label: 'Send Invoice',
		help: 'Sends an invoice by e-mail, with its PDF.',
		method: 'POST',
		path: `${INVOICE}/send`,
		fields: [
			which,
			{ key: 'to', label: 'To', help: 'Addresses, separated by commas. Those of the customer if left out.', type: 'list' },
			{ key: 'cc', label: 'Cc', help: 'Addresses that get a copy, separated by commas.', type: 'list' },
			{ key: 'subject', label: 'Subject', help: 'In the language of the invoice if left out.' },
			{ key: 'message', label: 'Message', help: 'In the language of the invoice if left out.', type: 'text' },
			{ key: 'date', label: 'Send At', help: 'At once if left out.', type: 'datetime' },
			{ key: 'attach_xml', label: 'Attach XML', help: 'Whether the electronic invoice is attached as XML, too.', type: 'boolean' },
		],
		sample: samples.invoice.sent,
	},
	{
		key: 'record_payment',
		resource: 'invoice',
		label: 'Record Payment',
		help: 'Records that an invoice was paid, wholly or in part.',
		method: 'POST',
		path: `${INVOICE}/payments`,
		fields: [
			which,
			{ key: 'amount', label: 'Amount', help: 'All that is due if left out.', type: 'number' },
			{
				key: 'method',
				label: 'Method',
				help: 'How it was paid.',
				options: {
					bank_transfer: 'Bank Transfer',
					card: 'Card',
					cash: 'Cash',
					cheque: 'Cheque',
					direct_debit: 'Direct Debit',
					credit: 'Credit of the Customer',
					other: 'Other',
				},
			},
			{ key: 'date', label: 'Date', help: 'The day it came in. Today if left out.', type: 'date' },
			{ key: 'reference', label: 'Reference', help: 'Of the bank or the payer.' },
			{ key: 'notes', label: 'Notes', type: 'text' },
		],
		sample: samples.payment.invoice.payments[0] as Record<string, unknown>,
	},
	{
		key: 'create_credit_note',
		resource: 'invoice',
		label: 'Create Credit Note',
		help: 'Takes back an invoice, or lines of it, by a credit note.',
		method: 'POST',
		path: `${INVOICE}/credit-note`,
		fields: [
			which,
			{ key: 'reason', label: 'Reason', help: 'Printed on the credit note.', type: 'text' },
			{
				key: 'items',
				label: 'Line Items',
				help: 'All that is left of the invoice if left out.',
				lines: [
					{ key: 'id', label: 'Line ID', help: 'The ID of the line in the invoice.' },
					{ key: 'quantity', label: 'Quantity', help: 'All that is left of the line if left out.', type: 'number' },
				],
			},
		],
		sample: samples.creditNote,
	},
	{
		key: 'void_invoice',
		resource: 'invoice',
		label: 'Void Invoice',
		help: 'Voids an issued invoice that is not paid. Its number stays taken.',
		method: 'POST',
		path: `${INVOICE}/void`,
		fields: [which],
		sample: samples.invoice.voided,
	},
];

/** What is looked up. */
export const searches: Operation[] = [
	{
		key: 'find_invoice',
		resource: 'invoice',
		label: 'Find Invoice',
		help: 'Finds an invoice or a credit note by its number.',
		method: 'GET',
		path: INVOICE,
		fields: [which],
		sample: samples.invoice.open,
	},
	{
		key: 'find_customer',
		resource: 'customer',
		label: 'Find Customer',
		help: 'Finds a customer by e-mail address or external ID.',
		method: 'GET',
		path: '/api/v1/customers',
		fields: [
			{ key: 'email', label: 'Email', help: 'The whole address, in any case.', in: 'query' },
			{ key: 'external_id', label: 'External ID', help: 'The ID of the customer in your own application.', in: 'query' },
		],
		isPage: true,
		sample: samples.customer,
	},
];
