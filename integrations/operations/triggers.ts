import * as samples from './samples';
import type { Trigger } from './types';

const INVOICES = '/api/v1/invoices';

/** A trigger of invoices; `seen` says how those are found to which it happened before: by status, or by when it happened. */
function invoice(
	happened: string,
	help: string,
	seen: { status?: string; at?: 'sent_at' | 'viewed_at' },
	sample: Record<string, unknown>,
): Trigger {
	const query: Record<string, string> = { type: 'invoice', limit: seen.at ? '100' : '10' };
	if (seen.status) query.status = seen.status;
	return {
		key: `invoice_${happened}`,
		label: `Invoice ${happened[0]!.toUpperCase()}${happened.slice(1)}`,
		help,
		event: `invoice.${happened}`,
		gives: 'invoice',
		recent: { path: INVOICES, query },
		happened: (entry) => !seen.at || entry[seen.at] !== null,
		sample,
	};
}

/** What workflows can wait for. */
export const triggers: Trigger[] = [
	invoice('created', 'Triggers when an invoice is made, as a draft or issued at once.', {}, samples.invoice.draft),
	invoice(
		'issued',
		'Triggers when an invoice is issued: it has its number, and can be paid.',
		{ status: 'open,sent,partially_paid,paid,overdue' },
		samples.invoice.open,
	),
	invoice('sent', 'Triggers when an invoice was sent by e-mail, or marked as sent.', { at: 'sent_at' }, samples.invoice.sent),
	invoice('viewed', 'Triggers when the customer looks at an invoice for the first time.', { at: 'viewed_at' }, samples.invoice.viewed),
	invoice('paid', 'Triggers when nothing is due on an invoice any more.', { status: 'paid' }, samples.invoice.paid),
	invoice(
		'overdue',
		'Triggers on the day after an invoice was due, if it is not paid by then.',
		{ status: 'overdue' },
		samples.invoice.overdue,
	),
	invoice('voided', 'Triggers when an invoice is voided.', { status: 'voided' }, samples.invoice.voided),
	{
		key: 'payment_recorded',
		label: 'Payment Recorded',
		help: 'Triggers when a payment comes in, of the whole or of a part; by card as well as by hand.',
		event: 'payment.recorded',
		gives: 'payment',
		recent: { path: INVOICES, query: { type: 'invoice', limit: '10', status: 'partially_paid,paid' } },
		sample: samples.payment,
	},
	{
		key: 'customer_created',
		label: 'Customer Created',
		help: 'Triggers when a customer is made, alone or with an invoice.',
		event: 'customer.created',
		gives: 'customer',
		recent: { path: '/api/v1/customers', query: { limit: '10' } },
		sample: samples.customer,
	},
];
