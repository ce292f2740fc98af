// The nodes for n8n: clean by n8n's own rules, and driven against a real net30 as n8n drives them.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { ESLint } from 'eslint';
import { eventually, listener, start } from './net30.mjs';

const require = createRequire(import.meta.url);
const { Net30 } = require('../n8n/dist/nodes/Net30/Net30.node.js');
const { Net30Trigger } = require('../n8n/dist/nodes/Net30/Net30Trigger.node.js');
const { Net30Api } = require('../n8n/dist/credentials/Net30Api.credentials.js');
const folder = new URL('../n8n', import.meta.url).pathname;

const node = new Net30();
const trigger = new Net30Trigger();
const credential = new Net30Api();
let net30, hooks, credentials;
let executions = 0;
before(async () => {
	[net30, hooks] = await Promise.all([start(), listener()]);
	credentials = { url: net30.url, apiKey: net30.key, account: '' };
});
after(async () => {
	hooks.stop();
	await net30.stop();
});

/** Sends as n8n does: with what the credential says, and the reply whole. */
async function http(_, options) {
	const { method, url, qs, body, headers } = await credential.authenticate(credentials, options);
	const sent = { method, headers: { ...headers, 'Content-Type': 'application/json' }, body: body && JSON.stringify(body) };
	const reply = await fetch(`${url}?${new URLSearchParams(qs)}`, sent);
	const text = await reply.text();
	return { statusCode: reply.status, headers: reply.headers, body: text ? JSON.parse(text) : undefined };
}

/** The one property that is shown with these values, or that lies in one that is. */
function shown(description, name, values) {
	const fits = ({ displayOptions }) =>
		Object.entries(displayOptions?.show ?? {}).every(([key, wanted]) => wanted.includes(values[key]));
	const found = description.properties.filter((property) => property.name === name && fits(property));
	assert.equal(found.length, 1, `${name} with ${JSON.stringify(values)}`);
	return found[0];
}

/** Whether a property takes a value; all that lies in it has to be declared. */
function takes(property, value) {
	if (property.type === 'collection') {
		for (const [name, one] of Object.entries(value)) {
			const option = property.options.find((option) => option.name === name);
			assert.ok(option, name);
			takes(option, one);
		}
	} else if (property.type === 'fixedCollection') {
		const [{ name, values }] = property.options;
		for (const line of value[name] ?? []) takes({ type: 'collection', options: values }, line);
	} else if (property.type === 'options') {
		assert.ok(property.options.some((option) => option.value === value), `${property.name}: ${value}`);
	} else if (property.type === 'resourceLocator') {
		assert.ok(property.modes.some((mode) => mode.name === value.mode), property.name);
	} else {
		const type = property.type === 'dateTime' ? 'string' : property.type;
		assert.equal(typeof value, type, property.name);
	}
}

/** A line has every field: n8n fills in what nobody has. */
function whole(property, value) {
	if (property.type !== 'fixedCollection' || !value.line) return value;
	const defaults = Object.fromEntries(property.options[0].values.map((field) => [field.name, field.default]));
	return { line: value.line.map((line) => ({ ...defaults, ...line })) };
}

/** What n8n hands to a node. */
function context(description, items, more = {}) {
	return {
		getCredentials: async (name) => (assert.equal(name, credential.name), credentials),
		getInputData: () => items.map((json) => ({ json })),
		getNode: () => ({ id: 'node-1', name: description.displayName, type: description.name, typeVersion: 1 }),
		getWorkflow: () => ({ id: 'workflow-1' }),
		getExecutionId: () => more.execution ?? `execution ${(executions += 1)}`,
		evaluateExpression: (expression) => (assert.equal(expression, '{{ $runIndex }}'), 0),
		continueOnFail: () => more.goesOn ?? false,
		getNodeParameter: (name, item) => {
			const values = items[item ?? 0];
			const property = shown(description, name, values);
			const value = whole(property, values[name] ?? property.default);
			takes(property, value);
			return value;
		},
		helpers: { httpRequestWithAuthentication: http, returnJsonArray: (list) => list.map((json) => ({ json })) },
		...more,
	};
}

async function run(items, more) {
	const [made] = await node.execute.call(context(node.description, items, more));
	return made.map((one) => one.json);
}
const invoice = async (operation, values, more) => (await run([{ resource: 'invoice', operation, ...values }], more))[0];

test('what the nodes say is as the rules of n8n want it', async () => {
	const eslint = new ESLint({ cwd: folder });
	const faults = (results) => results.flatMap(({ messages }) => messages.map(({ ruleId, line }) => `${ruleId} ${line}`));
	assert.deepEqual(faults(await eslint.lintFiles(['.'])), []);
	// The rules read what is written out: so is what is made of the list of operations.
	const written = (properties) => `export const description = ${JSON.stringify(properties, null, 1).replace(/"(\w+)":/g, '$1:')};\n`;
	const lint = async (text) => faults(await eslint.lintText(text, { filePath: 'nodes/Net30/Written.ts' }));
	const text = written([...node.description.properties, ...trigger.description.properties]);
	assert.deepEqual(await lint(text), []);
	const broken = text.replace('"Issue Date"', '"issue date"').replace('"Whether the', '"The');
	assert.equal((await lint(broken)).length, 2);
});

test('a credential is tried', async () => {
	const { baseURL, url } = credential.test.request;
	assert.match(baseURL, /\$credentials\.url/);
	const reply = await http(undefined, { method: 'GET', url: `${net30.url}${url}`, headers: {} });
	assert.equal(reply.statusCode, 200);
	const other = await credential.authenticate({ ...credentials, account: 'abc' }, { url });
	assert.deepEqual(other.headers, { Authorization: `Bearer ${net30.key}`, 'X-Account-Id': 'abc' });
});

test('a workflow makes, sends and collects an invoice', async () => {
	const product = await net30.api('POST', '/products', { name: 'Web development', unit: 'hour', unit_price: 150 });
	const tax = await net30.api('POST', '/taxes', { name: 'VAT', value: 19 });
	const [customer] = await run([
		{ resource: 'customer', operation: 'create', additionalFields: { company: 'Globex', email: 'billing@globex.example', address__country: 'US' } },
	]);
	const byHand = context(node.description, [{}]);
	const listed = (source, ...more) => node.methods.listSearch[source].call(byHand, ...more);
	assert.deepEqual(await listed('customers'), { results: [{ name: 'Globex (billing@globex.example)', value: customer.id }], paginationToken: undefined });
	assert.deepEqual((await listed('taxes')).results, [{ name: 'VAT 19 %', value: tax.id }]);
	assert.deepEqual((await listed('products', 'nothing of it')).results, []);

	const chosen = (value) => ({ __rl: true, mode: 'list', value });
	const order = {
		status: 'draft',
		items: { line: [{ product_id: chosen(product.id), quantity: '2', tax_id: chosen(tax.id) }] },
		additionalFields: { customer_id: chosen(customer.id), due_date: '2999-01-31T00:00:00.000Z', tax_included: false, tags: 'a, b' },
	};
	// A node that is tried again makes nothing twice; another item, or another execution, is another invoice.
	const draft = await invoice('create', order, { execution: 'same' });
	assert.equal((await invoice('create', order, { execution: 'same' })).id, draft.id);
	assert.notEqual((await invoice('create', order)).id, draft.id);
	const two = { resource: 'invoice', operation: 'create', ...order };
	assert.equal(new Set((await run([two, two])).map((one) => one.id)).size, 2);
	const named = { ...order, additionalFields: { ...order.additionalFields, run_key: 'order 7' } };
	const once = await invoice('create', named);
	assert.equal((await invoice('create', named)).id, once.id);
	assert.deepEqual([draft.totals.total, draft.due_date, draft.tags], [357, '2999-01-31', ['a', 'b']]);

	const issued = await invoice('issue', { id: draft.id });
	await invoice('send', { id: issued.number, additionalFields: { subject: 'Yours' } });
	await eventually('the letter', () => net30.letters.find((letter) => letter.includes('Yours')));
	await invoice('recordPayment', { id: issued.number, additionalFields: { amount: 57, method: 'card' } });
	const note = await invoice('createCreditNote', { id: issued.number, items: { line: [{ id: issued.items[0].id, quantity: '1' }] } });
	assert.equal(note.totals.total, 178.5);
	const other = await invoice('create', { ...order, status: 'open' });
	assert.equal((await invoice('void', { id: other.id })).status, 'voided');

	assert.equal((await invoice('find', { id: issued.number })).totals.due, 121.5);
	assert.deepEqual(await run([{ resource: 'invoice', operation: 'find', id: 'INV-0' }]), []);
	const found = await run([{ resource: 'customer', operation: 'find', email: 'BILLING@globex.example' }]);
	assert.deepEqual(found.map((one) => one.id), [customer.id]);
	const bad = { ...order, items: { line: [{ name: 'Paper' }] } };
	await assert.rejects(invoice('create', bad), /items\/0\/unit_price is required/);
	const told = await invoice('create', bad, { goesOn: true });
	assert.match(told.error, /unit_price/);
});

test('a trigger is told until it is switched off, and of nothing that is not signed', async () => {
	const kept = {};
	const url = `${hooks.url}/n8n`;
	const hook = context(trigger.description, [{ event: 'customer_created' }], {
		getWorkflowStaticData: () => kept,
		getNodeWebhookUrl: () => url,
		getNodeParameter: () => 'customer_created',
	});
	const { checkExists, create, delete: remove } = trigger.webhookMethods.default;
	assert.equal(await checkExists.call(hook), false);
	assert.equal(await create.call(hook), true);
	assert.equal(await checkExists.call(hook), true);
	assert.equal(await checkExists.call({ ...hook, getNodeWebhookUrl: () => 'elsewhere' }), false);

	const made = await net30.api('POST', '/customers', { company: 'Initech' });
	const post = await hooks.post('/n8n');
	let refused;
	const arrives = (headers, raw) =>
		trigger.webhook.call({
			...hook,
			getHeaderData: () => headers,
			getRequestObject: () => ({ rawBody: raw }),
			getBodyData: () => JSON.parse(raw),
			getResponseObject: () => ({ status: (status) => ((refused = status), { end() {} }) }),
		});
	const { workflowData } = await arrives(post.headers, post.raw);
	assert.deepEqual(workflowData[0].map((one) => one.json.id), [made.id]);
	const forged = Buffer.from(post.raw.toString().replace('Initech', 'Umbrella'));
	assert.deepEqual(await arrives(post.headers, forged), { noWebhookResponse: true });
	assert.equal(refused, 401);

	assert.equal(await remove.call(hook), true);
	assert.equal(await remove.call(hook), true);
	assert.equal(await checkExists.call(hook), false);
	assert.deepEqual((await net30.api('GET', '/webhooks')).data, []);
	// One that somebody removed in net30 is made anew.
	await create.call(hook);
	await net30.api('DELETE', `/webhooks/${kept.hook}`);
	assert.equal(await checkExists.call(hook), false);
	assert.deepEqual(trigger.description.properties[0].options.length, 9);
});
