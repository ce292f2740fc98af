// Whatever the list of operations names is in the OpenAPI document of the program: methods, paths, parameters, fields,
// words, and the fields of the samples.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { build } from 'esbuild';
import { NET30 } from './net30.mjs';

const document = JSON.parse(execFileSync(NET30, ['openapi'], { maxBuffer: 1 << 26 }));
const here = new URL('..', import.meta.url).pathname;
const bundle = { entryPoints: [`${here}operations/index.ts`], bundle: true, platform: 'node', format: 'esm', write: false };
const [{ text }] = (await build(bundle)).outputFiles;
const list = await import(`data:text/javascript,${encodeURIComponent(text)}`);

const resolved = (part) => (part?.$ref ? part.$ref.split('/').slice(1).reduce((at, key) => at[key], document) : part);

/** All that a schema may be, references followed. */
function forms(schema) {
	const one = resolved(schema);
	if (!one) return [];
	const parts = [...(one.allOf ?? []), ...(one.oneOf ?? []), ...(one.anyOf ?? [])];
	return [one, ...parts.flatMap(forms)];
}

/** The schemas of what lies at a place: `customer__address__city`, `items__name`, `taxes__0__value`. */
function at(schema, key) {
	return key.split('__').reduce(
		(found, step) => found.flatMap((one) => forms(one)).flatMap((form) => {
			const inside = form.items && !/^\d+$/.test(step) ? forms(form.items).map((item) => item.properties?.[step]) : [];
			return [/^\d+$/.test(step) ? form.items : form.properties?.[step], ...inside].filter(Boolean);
		}),
		[schema],
	);
}

/** What of a request the document does not know. */
function unknown({ method, path, query = {}, body }, fields = []) {
	const route = document.paths[path]?.[method.toLowerCase()];
	if (!route) return [`${method} ${path}`];
	const parameters = (route.parameters ?? []).map(resolved);
	const named = (place) => parameters.filter((parameter) => parameter.in === place).map((parameter) => parameter.name);
	const schema = route.requestBody?.content['application/json'].schema;
	const faults = Object.keys(query).filter((name) => !named('query').includes(name));
	faults.push(...Object.keys(body ?? {}).filter((name) => at(schema, name).length === 0));
	for (const field of fields) {
		if (field.in) {
			if (!named(field.in).includes(field.key)) faults.push(field.key);
			continue;
		}
		const found = at(schema, field.key);
		if (found.length === 0) faults.push(field.key);
		for (const line of field.lines ?? []) if (at(schema, `${field.key}__${line.key}`).length === 0) faults.push(`${field.key}.${line.key}`);
		const words = found.flatMap(forms).flatMap((form) => form.enum ?? []);
		if (words.length > 0) faults.push(...Object.keys(field.options ?? {}).filter((word) => !words.includes(word)));
		// A field that is a list, a day or yes and no says so, and one that is none does not.
		const types = found.flatMap(forms).flatMap((form) => form.format ?? form.type ?? []);
		const wanted = { boolean: 'boolean', date: 'date', datetime: 'date-time', list: 'array', number: 'number' }[field.type];
		if (wanted ? !types.includes(wanted) : ['boolean', 'date', 'date-time'].some((type) => types.includes(type))) {
			faults.push(`${field.key} is ${types}`);
		}
	}
	return faults.map((fault) => `${method} ${path}: ${fault}`);
}

/** What of a sample a schema does not know. */
function strange(sample, schema) {
	if (sample === null || typeof sample !== 'object') return [];
	if (Array.isArray(sample)) return sample.flatMap((one) => strange(one, { oneOf: forms(schema).map((form) => form.items ?? {}) }));
	return Object.entries(sample).flatMap(([key, value]) => {
		const found = at(schema, key);
		return found.length === 0 ? [key] : strange(value, { oneOf: found });
	});
}

const reply = ({ method, path }) => {
	const { responses } = document.paths[path][method.toLowerCase()];
	return Object.entries(responses).find(([status]) => /^2/.test(status))[1].content['application/json'].schema;
};

test('every operation is in the document', () => {
	for (const operation of [...list.creates, ...list.searches]) {
		assert.deepEqual(unknown(operation, operation.fields), [], operation.key);
		const schema = reply(operation);
		assert.deepEqual(strange(operation.isPage ? { data: [operation.sample] } : operation.sample, schema), [], operation.key);
	}
});

test('every trigger is in the document', () => {
	for (const trigger of list.triggers) {
		assert.deepEqual(unknown(list.subscribe(trigger, 'https://hooks.example.com/')), [], trigger.key);
		assert.deepEqual(unknown(list.recent(trigger)), [], trigger.key);
		const { invoice, ...payment } = trigger.sample;
		const sample = trigger.gives === 'payment' ? { ...invoice, payments: [payment] } : trigger.sample;
		assert.deepEqual(strange({ data: [sample] }, reply(list.recent(trigger))), [], trigger.key);
	}
	assert.deepEqual(unknown({ ...list.unsubscribe('{id}') }), []);
	assert.deepEqual(Object.keys(resolved(reply(list.subscribe(list.triggers[0], '')))?.properties).sort(), ['id', 'secret']);
	assert.deepEqual(unknown({ method: 'GET', path: '/api/v1/webhooks/{id}' }), []);
	assert.deepEqual(unknown({ method: 'GET', path: list.ACCOUNT }), []);
	for (const source of ['customers', 'products', 'taxes']) assert.deepEqual(unknown(list.choices(source, 'x', 1)), []);
});

test('what is not in the document is found', () => {
	const [create] = list.creates;
	const fields = [
		{ key: 'colour' },
		{ key: 'status', options: { open: '', shut: '' } },
		{ key: 'customer__address__galaxy' },
		{ key: 'items', lines: [{ key: 'name' }, { key: 'weight' }] },
		{ key: 'colour', in: 'query' },
		{ key: 'due_date' },
	];
	const faults = unknown(create, fields).map((fault) => fault.replace('POST /api/v1/invoices: ', ''));
	assert.deepEqual(faults.slice(0, 5), ['colour', 'shut', 'customer__address__galaxy', 'items.weight', 'colour']);
	assert.match(faults[5], /^due_date is date/);
	assert.deepEqual(unknown({ method: 'PUT', path: '/api/v1/customers' }), ['PUT /api/v1/customers']);
	assert.deepEqual(unknown({ method: 'GET', path: '/api/v1/customers', query: { colour: 1 } }), ['GET /api/v1/customers: colour']);
	assert.deepEqual(strange({ ...create.sample, totals: { colour: 1 } }, reply(create)), ['colour']);
});
