// The piece for Activepieces, driven against a real net30 as its engine drives it.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { eventually, listener, start } from './net30.mjs';

const require = createRequire(import.meta.url);
const { ActionBase, TriggerBase } = require('@activepieces/pieces-framework');
const { net30: piece, auth } = require('../activepieces/dist/src/index.js');

let net30, hooks, props;
before(async () => {
	[net30, hooks] = await Promise.all([start(), listener()]);
	props = { url: `${net30.url}/api/v1/`, key: net30.key };
});
after(async () => {
	hooks.stop();
	await net30.stop();
});

let runs = 0;
async function run(name, propsValue, { id = `run ${(runs += 1)}`, step = 'step_1' } = {}) {
	const action = piece.getAction(name);
	for (const key of Object.keys(propsValue)) assert.ok(action.props[key], `${name}.${key}`);
	return await action.run({ auth: { type: 'CUSTOM_AUTH', props }, propsValue, run: { id }, step: { name: step } });
}

test('the piece is whole', () => {
	const { actions, triggers, ...rest } = piece.metadata();
	for (const action of Object.values(actions)) ActionBase.parse(action);
	for (const trigger of Object.values(triggers)) TriggerBase.parse(trigger);
	assert.equal(Object.keys(triggers).length, 9);
	// What is tested here is what is installed.
	const { version } = require('@activepieces/pieces-framework/package.json');
	assert.deepEqual(require('../activepieces/package.json').dependencies, { '@activepieces/pieces-framework': version });
	assert.match(rest.logoUrl, /^data:image\/svg\+xml/);
});

test('a connection is tried', async () => {
	assert.deepEqual(await auth.validate({ auth: props }), { valid: true });
	const wrong = await auth.validate({ auth: { ...props, key: 'wrong' } });
	assert.deepEqual([wrong.valid, /net30/.test(wrong.error)], [false, true]);
	const elsewhere = await auth.validate({ auth: { ...props, url: `${net30.url}/docs` } });
	assert.equal(elsewhere.valid, false);
});

test('a flow makes, sends and collects an invoice', async () => {
	const product = await net30.api('POST', '/products', { name: 'Web development', unit: 'hour', unit_price: 150 });
	const customer = await run('create_customer', { company: 'Globex', email: 'billing@globex.example', external_id: 'c-1' });
	const { options } = piece.getAction('create_invoice').props.customer_id;
	const choose = (auth, searchValue) => options({ auth }, { searchValue });
	const connected = { type: 'CUSTOM_AUTH', props };
	assert.deepEqual(await choose(connected), { options: [{ label: 'Globex (billing@globex.example)', value: customer.id }] });
	assert.deepEqual((await choose(connected, 'nobody')).options, []);
	assert.equal((await choose(undefined)).disabled, true);

	const order = {
		status: 'draft',
		customer_id: customer.id,
		due_date: '2999-01-31',
		tags: 'a, b',
		items: [{ product_id: product.id, quantity: 2, taxes__0__value: 19, taxes__0__name: 'VAT' }],
	};
	// A step that is tried again makes nothing twice; another round of a loop, or another run, does.
	const draft = await run('create_invoice', order, { id: 'same' });
	assert.equal((await run('create_invoice', order, { id: 'same' })).id, draft.id);
	assert.notEqual((await run('create_invoice', { ...order, notes: 'next' }, { id: 'same' })).id, draft.id);
	assert.notEqual((await run('create_invoice', order)).id, draft.id);
	const once = await run('create_invoice', { ...order, run_key: 'order 7' });
	assert.equal((await run('create_invoice', { ...order, run_key: 'order 7' })).id, once.id);
	assert.deepEqual([draft.totals.total, draft.due_date, draft.tags], [357, '2999-01-31', ['a', 'b']]);

	const issued = await run('issue_invoice', { id: draft.id });
	await run('send_invoice', { id: issued.number, subject: 'Yours' });
	await eventually('the letter', () => net30.letters.find((letter) => letter.includes('Yours')));
	await run('record_payment', { id: issued.number, amount: 57, method: 'card' });
	const note = await run('create_credit_note', { id: issued.number, items: [{ id: issued.items[0].id, quantity: 1 }] });
	assert.equal(note.totals.total, 178.5);
	const other = await run('create_invoice', { ...order, status: 'open' });
	assert.equal((await run('void_invoice', { id: other.id })).status, 'voided');
	assert.equal((await run('find_invoice', { id: issued.number }))[0].totals.due, 121.5);
	assert.deepEqual(await run('find_invoice', { id: 'INV-0' }), []);
	assert.deepEqual((await run('find_customer', { external_id: 'c-1' })).map((one) => one.id), [customer.id]);
	await assert.rejects(run('create_invoice', { ...order, items: [{ name: 'Paper' }] }), /items\/0\/unit_price is required/);
});

test('a trigger is told until it is switched off, and of nothing that is not signed', async () => {
	const kept = new Map();
	const store = {
		put: async (key, value) => kept.set(key, value),
		get: async (key) => kept.get(key) ?? null,
		delete: async (key) => kept.delete(key),
	};
	const paid = piece.getTrigger('payment_recorded');
	const context = { auth: { type: 'CUSTOM_AUTH', props }, propsValue: {}, store, webhookUrl: `${hooks.url}/flow` };
	await paid.onEnable(context);
	const items = [{ name: 'Paper', unit_price: 5 }];
	const invoice = await net30.api('POST', '/invoices?issue=true', { customer: { company: 'Initech' }, items });
	const payment = await net30.api('POST', `/invoices/${invoice.id}/payments`, { amount: 2 });

	const { headers, raw, body } = await hooks.post('/flow');
	const arrives = (payload) => paid.run({ ...context, payload: { headers, queryParams: {}, body, ...payload } });
	const [found] = await arrives({ rawBody: raw });
	assert.deepEqual([found.id, found.amount, found.invoice.id], [payment.id, 2, invoice.id]);
	assert.deepEqual(await arrives({ rawBody: JSON.parse(JSON.stringify(raw)) }), [found]);
	assert.deepEqual(await arrives({ rawBody: raw.toString().replace('Initech', 'Umbrella') }), []);
	const tested = await paid.test(context);
	assert.deepEqual([tested[0].id, tested[0].invoice.number], [payment.id, invoice.number]);
	const voided = piece.getTrigger('invoice_voided');
	assert.deepEqual(await voided.test({ ...context, auth: { props } }).then((list) => list.length), 1);

	await paid.onDisable(context);
	await paid.onDisable(context);
	assert.deepEqual((await net30.api('GET', '/webhooks')).data, []);
	assert.equal(kept.size, 0);
});
