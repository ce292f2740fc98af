// The definitions for Zapier: whole as its own schema wants them, and driven against a real net30.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { eventually, listener, start, strangers } from './net30.mjs';

const require = createRequire(import.meta.url);
process.env.NODE_ENV = 'test';
const zapier = require('zapier-platform-core');
const schema = require('zapier-platform-core/src/tools/schema');
const app = require('../zapier/dist/index.js');
const perform = zapier.createAppTester(app);

let net30, hooks, authData;
before(async () => {
	[net30, hooks] = await Promise.all([start(), listener()]);
	authData = { url: `${net30.url}/`, key: net30.key };
});
after(async () => {
	hooks.stop();
	await net30.stop();
});

const hookTriggers = Object.values(app.triggers).filter((trigger) => trigger.operation.type === 'hook');
const create = (key, inputData, meta = { zap: { id: '1' } }) => perform(app.creates[key].operation.perform, { authData, inputData, meta });
const find = (key, inputData) => perform(app.searches[key].operation.perform, { authData, inputData });

/** What Zapier's own check passes over: what a trigger, a create or a search lacks. */
function lacking(app) {
	const lacks = [];
	const want = (kind, wanted) => {
		for (const [key, { operation }] of Object.entries(app[kind])) {
			for (const part of wanted(operation)) if (!operation[part]) lacks.push(`${kind}.${key}.${part}`);
		}
	};
	const ofHook = ['perform', 'performList', 'performSubscribe', 'performUnsubscribe', 'sample'];
	want('triggers', (operation) => (operation.type === 'hook' ? ofHook : ['perform', 'sample']));
	want('creates', () => ['perform', 'sample', 'inputFields']);
	want('searches', () => ['perform', 'sample', 'inputFields']);
	for (const kind of ['triggers', 'creates', 'searches']) {
		for (const [key, { operation }] of Object.entries(app[kind])) {
			if (!operation.sample?.id) lacks.push(`${kind}.${key}.sample.id`);
		}
	}
	return lacks;
}

test('the definition is whole', () => {
	// What `zapier-platform validate --without-style` does.
	assert.deepEqual(schema.validateApp(schema.compileApp(schema.prepareApp(app))), []);
	assert.deepEqual(lacking(app), []);
	// What is tested here is what is pushed.
	assert.equal(require('../zapier/package.json').dependencies['zapier-platform-core'], zapier.version);
	assert.equal(hookTriggers.length, 9);
	const { operation, ...rest } = app.triggers.invoice_paid;
	const { performUnsubscribe, sample, ...halved } = operation;
	const triggers = { ...app.triggers, invoice_paid: { ...rest, operation: halved } };
	assert.deepEqual(lacking({ ...app, triggers }), [
		'triggers.invoice_paid.performUnsubscribe',
		'triggers.invoice_paid.sample',
		'triggers.invoice_paid.sample.id',
	]);
});

test('a key is tried, and a wrong one refused in words', async () => {
	const account = await perform(app.authentication.test, { authData });
	const label = await perform(app.authentication.connectionLabel, { authData, inputData: account });
	assert.equal(label, 'My company');
	assert.deepEqual(await perform(app.authentication.test, { authData: { ...authData, account: account.id } }), account);
	await assert.rejects(perform(app.authentication.test, { authData: { ...authData, key: 'wrong' } }), /AuthenticationError/);
	const elsewhere = { ...authData, url: `${net30.url}/nowhere` };
	await assert.rejects(perform(app.authentication.test, { authData: elsewhere }), /net30/);
});

test('from an order to its payment, told by hooks until they are unsubscribed', async () => {
	const subscribed = new Map();
	for (const { key, operation } of hookTriggers) {
		const targetUrl = `${hooks.url}/${key}`;
		subscribed.set(key, await perform(operation.performSubscribe, { authData, targetUrl }));
		assert.ok(subscribed.get(key).id, key);
	}

	const product = await net30.api('POST', '/products', { name: 'Web development', sku: 'WEB-1', unit: 'hour', unit_price: 150 });
	const tax = await net30.api('POST', '/taxes', { name: 'Sales tax', value: 8.875 });
	const customer = await create('create_customer', {
		company: 'Globex Corporation',
		email: 'Billing@globex.example',
		address__line1: '1 Market St',
		address__country: 'US',
		external_id: 'CUST-001',
	});
	assert.equal(customer.address.line1, '1 Market St');

	// What people choose from.
	const chosen = async (key, page) =>
		perform(app.triggers[`list_${key}`].operation.perform, { authData, meta: { page, isFillingDynamicDropdown: true } });
	assert.deepEqual(await chosen('customers', 0), [{ id: customer.id, name: 'Globex Corporation (Billing@globex.example)' }]);
	assert.deepEqual(await chosen('products', 0), [{ id: product.id, name: 'Web development (WEB-1)' }]);
	assert.deepEqual(await chosen('taxes', 0), [{ id: tax.id, name: 'Sales tax 8.875 %' }]);
	assert.deepEqual(await chosen('customers', 1), []);

	// An order, which Zapier runs twice.
	const order = {
		status: 'draft',
		customer_id: customer.id,
		due_date: '2999-02-14T00:00:00+13:00',
		tags: 'web, shop',
		tax_included: 'false',
		external_source: 'shop',
		external_source_id: '1001',
		items: [
			{ items__product_id: product.id, items__quantity: '40', items__tax_id: tax.id, items__discount_type: 'percentage', items__discount_value: '10' },
			{ items__name: 'Hosting', items__unit_price: '19.99', items__taxes__0__value: '5', items__taxes__0__name: 'City tax' },
			{ items__name: '' },
		],
		run_key: 'order 1001',
	};
	const draft = await create('create_invoice', order);
	assert.equal((await create('create_invoice', order)).id, draft.id);
	await assert.rejects(create('create_invoice', { ...order, run_key: 'order 1002' }), /external_source_id/);
	assert.deepEqual([draft.status, draft.due_date, draft.tags], ['draft', '2999-02-14', ['web', 'shop']]);
	assert.equal(draft.totals.net, 5419.99);
	assert.equal(draft.totals.tax, 480.25);
	const issued = await create('issue_invoice', { id: draft.id });
	assert.match(issued.number, /^INV-\d{4}-0001$/);

	await create('send_invoice', { id: issued.number, to: 'a@globex.example, b@globex.example', message: 'Please pay.' });
	await eventually('the letter', () => net30.letters.find((letter) => letter.includes('Please pay.')));
	await fetch(issued.links.public, { headers: { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0', Accept: 'text/html' } });
	const part = await create('record_payment', { id: issued.number, amount: '100', method: 'cash', date: '2026-01-20T10:00:00Z' });
	assert.deepEqual([part.amount, part.method, part.date], [100, 'cash', '2026-01-20']);
	await create('record_payment', { id: issued.number, run_key: 'rest' });

	// Issued at once, for somebody who is new; then taken back or voided.
	const now = (name, more) =>
		create('create_invoice', {
			status: 'open',
			customer__company: name,
			customer__email: `${name}@initech.example`,
			items: [{ items__name: 'Paper', items__unit_price: '5' }],
			...more,
		});
	const credited = await now('Initech', {});
	const note = await create('create_credit_note', {
		id: credited.number,
		reason: 'Returned',
		items: [{ items__id: credited.items[0].id, items__quantity: '1' }],
	});
	assert.deepEqual([note.type, note.totals.total], ['credit_note', 5]);
	const voided = await create('void_invoice', { id: (await now('Umbrella', {})).id });
	assert.equal(voided.status, 'voided');
	await assert.rejects(create('void_invoice', { id: 'INV-0' }), /no such invoice/);
	await assert.rejects(now('Hooli', { items: [{ items__quantity: 'many' }] }), /items\/0\/quantity is not a decimal number/);

	// Long due: told when the server looks next, which it does when it starts.
	const day = (back) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
	const late = await now('Late', { issue_date: day(9), due_date: day(3) });
	await net30.restart();

	const expected = {
		invoice_created: draft.id,
		invoice_issued: draft.id,
		invoice_sent: draft.id,
		invoice_viewed: draft.id,
		invoice_paid: draft.id,
		invoice_overdue: late.id,
		invoice_voided: voided.id,
		payment_recorded: part.id,
		customer_created: customer.id,
	};
	for (const { key, operation } of hookTriggers) {
		// Up to four deliveries come at once: nobody promises in which order.
		const told = await eventually(`a delivery to /${key} about ${expected[key]}`, async () => {
			for (const { body } of hooks.to(`/${key}`)) {
				const told = await perform(operation.perform, { authData, cleanedRequest: body });
				if (told.some((one) => one.id === expected[key])) return told;
			}
		});
		assert.deepEqual(told.map((one) => one.id), [expected[key]], key);
		assert.deepEqual(strangers(operation.sample, told[0]), [], key);
		// Those who set a zap up see what has happened already, in the same form.
		const listed = await perform(operation.performList, { authData });
		assert.ok(listed.some((one) => one.id === expected[key]), key);
		assert.deepEqual(Object.keys(listed[0]).sort(), Object.keys(told[0]).sort(), key);
		if (key !== 'customer_created') assert.ok(listed.every((one) => (one.invoice ?? one).type === 'invoice'), key);
	}
	// A credit note is no invoice: the hook is told of it, the zap is not.
	const ofNote = await eventually('the news of the credit note', () =>
		hooks.to('/invoice_issued').find((post) => post.body.data.object.id === note.id),
	);
	assert.deepEqual(await perform(app.triggers.invoice_issued.operation.perform, { authData, cleanedRequest: ofNote.body }), []);
	for (const { key, operation } of Object.values({ ...app.creates, ...app.searches })) {
		const real = { ...issued, payments: [part], ...(key.includes('customer') ? customer : {}), ...(key.includes('payment') ? part : {}) };
		assert.deepEqual(strangers(operation.sample, real), [], key);
	}

	for (const { key, operation } of hookTriggers) {
		await perform(operation.performUnsubscribe, { authData, subscribeData: subscribed.get(key) });
	}
	assert.deepEqual((await net30.api('GET', '/webhooks')).data, []);
	const gone = app.triggers.invoice_paid.operation.performUnsubscribe;
	assert.deepEqual(await perform(gone, { authData, subscribeData: subscribed.get('invoice_paid') }), {});
});

test('what is there is found, and what is not is made', async () => {
	const [customer] = await find('find_customer', { external_id: 'CUST-001' });
	assert.equal(customer.company, 'Globex Corporation');
	assert.deepEqual((await find('find_customer', { email: 'BILLING@globex.example' })).map((one) => one.id), [customer.id]);
	assert.deepEqual(await find('find_customer', { email: 'g@globex.example' }), []);
	await assert.rejects(find('find_customer', {}), /Email or External ID is required/);
	const [invoice] = (await net30.api('GET', '/invoices?status=paid')).data;
	assert.deepEqual((await find('find_invoice', { id: invoice.number })).map((one) => one.id), [invoice.id]);
	assert.deepEqual(await find('find_invoice', { id: 'INV/0' }), []);
	const { search, create: made } = app.searchOrCreates.find_customer;
	assert.deepEqual([app.searches[search].key, app.creates[made].key], ['find_customer', 'create_customer']);
});
