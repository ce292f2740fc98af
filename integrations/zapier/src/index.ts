import core from 'zapier-platform-core';
import type { Bundle, HttpResponse, ZObject } from 'zapier-platform-core';
import {
	ACCOUNT,
	RUN_KEY,
	base,
	before,
	choices,
	creates,
	nameOf,
	problem,
	recent,
	request,
	results,
	searches,
	subscribe,
	told,
	triggers,
	unsubscribe,
	type Call,
	type Field,
	type Operation,
	type Source,
	type Trigger,
} from '../../operations';
import { version } from '../package.json';

const SOURCES: Record<Source, [noun: string, label: string]> = {
	customers: ['Customer', 'List Customers'],
	products: ['Product', 'List Products'],
	taxes: ['Tax', 'List Taxes'],
};

async function send(z: ZObject, bundle: Bundle, call: Call, headers: Record<string, string> = {}): Promise<any> {
	const { method, path, query: params, body } = call;
	const url = `${base(bundle.authData.url)}${path}`;
	return (await z.request({ url, method, params, body, headers, skipThrowForStatus: true })).data;
}

/** The header of the API key, and of the account if it is not the key's own. */
function signIn(request: any, _: ZObject, bundle: Bundle): any {
	request.headers.Authorization = `Bearer ${bundle.authData.key}`;
	if (bundle.authData.account) request.headers['X-Account-Id'] = bundle.authData.account;
	return request;
}

/** Says what net30 said. */
function refuse(response: HttpResponse, z: ZObject): HttpResponse {
	if (response.status < 400) return response;
	const message = problem(response.status, response.data);
	if (response.status === 429 || response.status === 503) {
		throw new z.errors.ThrottledError(message, Number(response.getHeader('retry-after')) || 60);
	}
	const code = response.status === 401 ? 'AuthenticationError' : String((response.data as any)?.code ?? 'refused');
	throw new z.errors.Error(message, code, response.status);
}

/**
 * The header that has net30 do a thing once, if the person has said what is unique about it.
 *
 * Zapier says of a run which zap it belongs to, but not which run it is: without a key of the person's own two orders
 * that look alike could not be told from one order that is tried again, and the second would be lost.
 */
function once(z: ZObject, bundle: Bundle, operation: Operation): Record<string, string> {
	const key = bundle.inputData[RUN_KEY.key];
	if (!key) return {};
	const run = [bundle.meta.zap?.id ?? 'no zap', operation.key, key].join('\n');
	return { 'Idempotency-Key': `zapier-${z.hash('sha256', run)}` };
}

const TYPES = { list: 'string', date: 'datetime', number: 'number', boolean: 'boolean', datetime: 'datetime', text: 'text', string: 'string' };

function inputField(field: Field): any {
	const { key, label, help: helpText, required } = field;
	if (field.lines) {
		// Zapier wants every key once in an action, those of lines too, and no text beside lines.
		return { key, label, required, children: field.lines.map((one) => inputField({ ...one, key: `${key}__${one.key}` })) };
	}
	const made: any = { key, label, helpText, required, type: TYPES[field.type ?? 'string'] };
	if (field.options) made.choices = field.options;
	if (field.source) made.dynamic = `list_${field.source}.id.name`;
	if (field.source === 'customers') made.search = 'find_customer.id';
	return made;
}

/** What was filled in, with the keys of lines as the list of operations has them. */
function input(operation: Operation, bundle: Bundle): Record<string, any> {
	const filled: Record<string, any> = { ...bundle.inputData };
	for (const { key } of operation.fields.filter((field) => field.lines)) {
		const own = (line: object) => Object.fromEntries(Object.entries(line).map(([name, value]) => [name.replace(`${key}__`, ''), value]));
		filled[key] = [filled[key] ?? []].flat().map(own);
	}
	return filled;
}

function display(operation: Operation | Trigger): object {
	return { label: operation.label, description: operation.help };
}

/** What was asked for; nothing if it is not there. Zapier's errors carry their status in their text. */
async function ifThere(asked: Promise<any>): Promise<any> {
	return await asked.catch((error: Error) => {
		if (/"status":404}$/.test(error.message)) return undefined;
		throw error;
	});
}

function noun(operation: { label: string }): string {
	return operation.label.split(' ').slice(1).join(' ');
}

function trigger(trigger: Trigger): any {
	return {
		key: trigger.key,
		noun: trigger.label.split(' ')[0],
		display: display(trigger),
		operation: {
			type: 'hook',
			performSubscribe: (z: ZObject, bundle: Bundle) => send(z, bundle, subscribe(trigger, bundle.targetUrl!)),
			// One whose receiver was gone for long has unsubscribed itself.
			performUnsubscribe: async (z: ZObject, bundle: Bundle) =>
				(await ifThere(send(z, bundle, unsubscribe(bundle.subscribeData!.id)))) ?? {},
			perform: (_: ZObject, bundle: Bundle) => told(trigger, bundle.cleanedRequest),
			performList: async (z: ZObject, bundle: Bundle) => before(trigger, await send(z, bundle, recent(trigger))),
			sample: trigger.sample,
		},
	};
}

function create(operation: Operation): any {
	return {
		key: operation.key,
		noun: noun(operation),
		display: display(operation),
		operation: {
			inputFields: [...operation.fields, RUN_KEY].map(inputField),
			perform: (z: ZObject, bundle: Bundle) =>
				send(z, bundle, request(operation, input(operation, bundle)), once(z, bundle, operation)),
			sample: operation.sample,
		},
	};
}

function search(operation: Operation): any {
	return {
		key: operation.key,
		noun: noun(operation),
		display: display(operation),
		operation: {
			inputFields: operation.fields.map(inputField),
			perform: async (z: ZObject, bundle: Bundle) =>
				results(operation, await ifThere(send(z, bundle, request(operation, input(operation, bundle))))),
			sample: operation.sample,
		},
	};
}

/** What people choose from, which Zapier wants as a trigger that nobody sees. */
function list(source: Source): any {
	const [noun, label] = SOURCES[source];
	return {
		key: `list_${source}`,
		noun,
		display: { label, description: `Lists ${source} to choose from.`, hidden: true },
		operation: {
			canPaginate: true,
			perform: async (z: ZObject, bundle: Bundle) => {
				const page = await send(z, bundle, choices(source, undefined, bundle.meta.page + 1));
				return page.data.map((entry: any) => ({ id: entry.id, name: nameOf(source, entry) }));
			},
			sample: { id: '019b8f3e-7c2a-7d51-9c1e-3f1d2a4b5c6d', name: noun },
		},
	};
}

function byKey(made: any[]): Record<string, any> {
	return Object.fromEntries(made.map((one) => [one.key, one]));
}

export = {
	version,
	platformVersion: core.version,
	authentication: {
		type: 'custom',
		fields: [
			{ key: 'url', label: 'URL', required: true, helpText: 'Where your net30 is, such as `https://invoices.example.com`.' },
			{ key: 'key', label: 'API Key', required: true, type: 'password', helpText: 'Made in net30 under Settings, with the scope `write`.' },
			{ key: 'account', label: 'Account ID', required: false, helpText: 'Of the company to work for, if the key is of another.' },
		],
		test: (z: ZObject, bundle: Bundle) => send(z, bundle, { method: 'GET', path: ACCOUNT, query: {} }),
		connectionLabel: (_: ZObject, bundle: Bundle) => (bundle.inputData.company as { name: string }).name,
	},
	beforeRequest: [signIn],
	afterResponse: [refuse],
	triggers: byKey([...triggers.map(trigger), ...(Object.keys(SOURCES) as Source[]).map(list)]),
	creates: byKey(creates.map(create)),
	searches: byKey(searches.map(search)),
	searchOrCreates: {
		find_customer: {
			key: 'find_customer',
			display: { label: 'Find or Create Customer', description: 'Finds a customer, or creates it if there is none.' },
			search: 'find_customer',
			create: 'create_customer',
		},
	},
};
