import { createHmac, timingSafeEqual } from 'crypto';
import type { Call, Trigger } from './types';

/** The request that has net30 tell a receiver of a trigger's events; the reply has the hook's `id` and `secret`. */
export function subscribe(trigger: Trigger, target_url: string): Call {
	return { method: 'POST', path: '/api/v1/hooks/subscribe', query: {}, body: { target_url, event: trigger.event } };
}

/** The request that ends it. */
export function unsubscribe(hook: string): Call {
	return { method: 'DELETE', path: `/api/v1/hooks/${hook}`, query: {} };
}

/** What a workflow gets of a delivery: nothing if the object is gone by now, or is a credit note. */
export function told(trigger: Trigger, delivery: any): Record<string, any>[] {
	const object = delivery?.data?.object;
	if (!object || object.type === 'credit_note') return [];
	if (trigger.gives !== 'payment') return [object];
	const id = delivery.data.event.data?.payment_id;
	return payments(object).filter((payment) => payment.id === id);
}

/** The request for what may have happened before. */
export function recent(trigger: Trigger): Call {
	return { method: 'GET', path: trigger.recent.path, query: trigger.recent.query };
}

/** What a workflow would have got of it. */
export function before(trigger: Trigger, page: any): Record<string, any>[] {
	const happened = (page?.data ?? []).filter(trigger.happened ?? (() => true));
	return trigger.gives === 'payment' ? happened.flatMap(payments) : happened;
}

/** The payments of an invoice, each with the invoice. */
function payments(invoice: any): Record<string, any>[] {
	return (invoice.payments ?? []).map((payment: any) => ({ ...payment, invoice }));
}

/**
 * Whether a delivery was signed with the hook's secret not long ago, as Standard Webhooks says.
 *
 * `body` is what arrived, byte by byte.
 */
export function isSigned(secret: string, headers: Record<string, any>, body: string | Buffer): boolean {
	const header = (name: string) => String(headers[`webhook-${name}`] ?? '');
	const [id, timestamp] = [header('id'), header('timestamp')];
	if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) < 300)) return false;
	const code = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'));
	const expected = Buffer.from(`v1,${code.update(`${id}.${timestamp}.`).update(body).digest('base64')}`);
	return header('signature').split(' ').some((one) => one.length === expected.length && timingSafeEqual(Buffer.from(one), expected));
}
