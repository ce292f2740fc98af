import { createHash } from 'crypto';
import { PieceAuth, Property, TriggerStrategy, createAction, createPiece, createTrigger } from '@activepieces/pieces-framework';
import {
	ACCOUNT,
	RUN_KEY,
	base,
	before,
	choices,
	creates,
	isSigned,
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
import logo from '../../n8n/icons/net30.svg';

interface Connection {
	url: string;
	key: string;
	account?: string;
}

/** A net30 that refused, in its own words. */
class Refused extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
	}
}

async function send({ url, key, account }: Connection, call: Call, more: Record<string, string> = {}): Promise<any> {
	const headers: Record<string, string> = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', ...more };
	if (account) headers['X-Account-Id'] = account;
	const query = new URLSearchParams(call.query).toString();
	const target = `${base(url)}${call.path}${query && `?${query}`}`;
	const reply = await fetch(target, { method: call.method, headers, body: call.body && JSON.stringify(call.body) });
	const text = await reply.text();
	const isJson = /\bjson\b/.test(reply.headers.get('content-type') ?? '');
	const body = isJson && text ? JSON.parse(text) : undefined;
	if (!reply.ok) throw new Refused(reply.status, problem(reply.status, body));
	return body;
}

/** As `send`; what is not there is `undefined`. */
async function look(connection: Connection, call: Call): Promise<any> {
	return await send(connection, call).catch((error) => {
		if (error instanceof Refused && error.status === 404) return undefined;
		throw error;
	});
}

export const auth = PieceAuth.CustomAuth({
	description: 'A key is made in net30 under Settings, with the scope write.',
	required: true,
	props: {
		url: Property.ShortText({ displayName: 'URL', description: 'Where your net30 is, such as https://invoices.example.com', required: true }),
		key: PieceAuth.SecretText({ displayName: 'API Key', required: true }),
		account: Property.ShortText({
			displayName: 'Account ID',
			description: 'Of the company to work for, if the key is of another',
			required: false,
		}),
	},
	validate: async ({ auth }) => {
		try {
			await send(auth as Connection, { method: 'GET', path: ACCOUNT, query: {} });
			return { valid: true };
		} catch (error) {
			return { valid: false, error: (error as Error).message };
		}
	},
});

function property(field: Field): any {
	const common = { displayName: field.label, description: field.help, required: field.required ?? false };
	if (field.lines) return Property.Array({ ...common, properties: Object.fromEntries(field.lines.map((one) => [one.key, ofLine(one)])) });
	if (field.source) return chooser(common, field.source);
	if (field.options) {
		const options = Object.entries(field.options).map(([value, label]) => ({ value, label }));
		return Property.StaticDropdown({ ...common, options: { options } });
	}
	switch (field.type) {
		case 'text':
			return Property.LongText(common);
		case 'number':
			return Property.Number(common);
		case 'boolean':
			return Property.Checkbox(common);
		case 'date':
			// A moment of Activepieces is one in UTC, where the day may be another.
			return Property.ShortText({ ...common, description: `${field.help} Such as 2026-01-31.` });
		case 'datetime':
			return Property.DateTime(common);
		default:
			return Property.ShortText(common);
	}
}

/** A field of a line, where nothing can be chosen from a list: its id is filled in. */
function ofLine(field: Field): any {
	return property(field.source ? { ...field, source: undefined, label: `${field.label} ID` } : field);
}

function chooser(common: { displayName: string; description?: string; required: boolean }, source: Source): any {
	return Property.Dropdown<string, boolean, typeof auth>({
		...common,
		auth,
		refreshers: [],
		refreshOnSearch: true,
		options: async ({ auth }, { searchValue }) => {
			if (!auth) return { disabled: true, options: [], placeholder: 'Connect net30 first' };
			const found = await send(auth.props as Connection, choices(source, searchValue, 1));
			return { options: found.data.map((entry: any) => ({ label: nameOf(source, entry), value: entry.id })) };
		},
	});
}

function properties(fields: Field[]): Record<string, any> {
	return Object.fromEntries(fields.map((field) => [field.key, property(field)]));
}

function create(operation: Operation): any {
	return createAction({
		auth,
		name: operation.key,
		displayName: operation.label,
		description: operation.help,
		props: properties([...operation.fields, RUN_KEY]),
		run: async ({ auth, propsValue, run, step }) => {
			const { [RUN_KEY.key]: own, ...filled } = propsValue;
			const call = request(operation, filled);
			// A step has one name in all rounds of a loop: what is to be done tells them apart.
			const unique = own ?? JSON.stringify([run.id, step.name, call.path, call.body]);
			const key = createHash('sha256').update(`${operation.key}\n${unique}`).digest('hex');
			return await send(auth.props as Connection, call, { 'Idempotency-Key': `activepieces-${key}` });
		},
	});
}

function search(operation: Operation): any {
	return createAction({
		auth,
		name: operation.key,
		displayName: operation.label,
		description: operation.help,
		props: properties(operation.fields),
		run: async ({ auth, propsValue }) => results(operation, await look(auth.props as Connection, request(operation, propsValue))),
	});
}

function trigger(trigger: Trigger): any {
	return createTrigger({
		auth,
		name: trigger.key,
		displayName: trigger.label,
		description: trigger.help,
		props: {},
		type: TriggerStrategy.WEBHOOK,
		sampleData: trigger.sample,
		onEnable: async ({ auth, webhookUrl, store }) => {
			await store.put('hook', await send(auth.props as Connection, subscribe(trigger, webhookUrl)));
		},
		onDisable: async ({ auth, store }) => {
			const hook = await store.get<{ id: string }>('hook');
			if (hook) await look(auth.props as Connection, unsubscribe(hook.id));
			await store.delete('hook');
		},
		run: async ({ payload, store }) => {
			const hook = await store.get<{ secret: string }>('hook');
			const raw = bytes(payload.rawBody);
			if (raw && !(hook && isSigned(hook.secret, payload.headers, raw))) return [];
			return told(trigger, payload.body);
		},
		test: async ({ auth }) => {
			const found = before(trigger, await send(auth.props as Connection, recent(trigger)));
			return found.length > 0 ? found.slice(0, 5) : [trigger.sample];
		},
	});
}

/** The body as it arrived, which came through a queue as JSON; nothing where Activepieces kept only what it read of it. */
function bytes(raw: any): Buffer | undefined {
	if (typeof raw === 'string' || Buffer.isBuffer(raw)) return Buffer.from(raw as string);
	return raw?.type === 'Buffer' ? Buffer.from(raw.data) : undefined;
}

export const net30 = createPiece({
	displayName: 'net30',
	description: 'Make, send and collect invoices',
	auth,
	minimumSupportedRelease: '0.82.0',
	logoUrl: logo,
	authors: ['net30'],
	actions: [...creates.map(create), ...searches.map(search)],
	triggers: triggers.map(trigger),
});
