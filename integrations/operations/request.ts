import type { Call, Field, Operation, Source } from './types';

type Input = Record<string, any>;

/** The request of an operation with what was filled in; what is empty is left out. */
export function request(operation: Operation, input: Input): Call {
	const call: Call = { method: operation.method, path: operation.path, query: {} };
	for (const field of operation.fields) {
		const value = read(field, input[field.key]);
		if (value === undefined) {
			if (field.in === 'path') throw new Error(`${field.label} is required.`);
		} else if (field.in === 'path') {
			call.path = call.path.replace(`{${field.key}}`, encodeURIComponent(String(value)));
		} else if (field.in === 'query') {
			call.query[field.key] = String(value);
		} else {
			put((call.body ??= {}), field.key, value);
		}
	}
	if (operation.isPage && Object.keys(call.query).length === 0) {
		throw new Error(`${operation.fields.map((field) => field.label).join(' or ')} is required.`);
	}
	return call;
}

/** What an operation found or made, as a list; nothing if there was no reply. */
export function results(operation: Operation, reply: any): Record<string, any>[] {
	if (reply === undefined) return [];
	return operation.isPage ? reply.data : [reply];
}

/** Some newest entries that people choose from; `page` from 1. */
export function choices(source: Source, search: string | undefined, page: number): Call {
	const query: Record<string, string> = { limit: '100', page: String(page) };
	if (search) query.search = search;
	return { method: 'GET', path: `/api/v1/${source}`, query };
}

/** What an entry that people choose is called. */
export function nameOf(source: Source, entry: Input): string {
	if (source === 'customers') {
		const name = entry.company || [entry.first_name, entry.last_name].filter(Boolean).join(' ');
		return entry.email ? `${name} (${entry.email})` : name;
	}
	if (source === 'taxes') return entry.type === 'percentage' ? `${entry.name} ${entry.value} %` : entry.name;
	return entry.sku ? `${entry.name} (${entry.sku})` : entry.name;
}

/** What net30 says about a request that it refused: every fault with its place. */
export function problem(status: number, reply: any): string {
	const faults = (reply?.errors ?? []).map(
		(fault: Input) => `${String(fault.pointer ?? fault.parameter ?? '').replace(/^\//, '')} ${fault.message}`.trim(),
	);
	const said = faults.length > 0 ? faults.join('; ') : (reply?.detail ?? reply?.title);
	return said ? `net30: ${said}` : `net30 answered with status ${status}. Is the URL that of the server itself?`;
}

/** The address of the server as people give it, without what is behind its last name. */
export function base(url: unknown): string {
	return String(url ?? '').trim().replace(/\/+$/, '').replace(/\/api(\/v1)?$/, '');
}

function read(field: Field, value: unknown): unknown {
	if (value === undefined || value === null || value === '') return undefined;
	if (field.lines) return nonEmpty(entries(value).map((line) => lineOf(field.lines!, line)).filter((line) => line !== undefined));
	switch (field.type) {
		case 'boolean':
			return typeof value === 'string' ? /^(true|yes|1)$/i.test(value) : Boolean(value);
		case 'list':
			return nonEmpty((Array.isArray(value) ? value : String(value).split(',')).map((one) => String(one).trim()).filter(Boolean));
		case 'date':
			// Platforms hand over a moment; the day is what stands in it, whatever its offset.
			return String(value).slice(0, 10);
		default:
			return typeof value === 'string' ? nonEmpty(value.trim()) : value;
	}
}

function lineOf(fields: Field[], line: Input): Input | undefined {
	const made: Input = {};
	for (const field of fields) {
		const value = read(field, line[field.key]);
		if (value !== undefined) put(made, field.key, value);
	}
	return Object.keys(made).length > 0 ? made : undefined;
}

function entries(value: unknown): Input[] {
	return Array.isArray(value) ? value : [value as Input];
}

function nonEmpty<T extends { length: number }>(value: T): T | undefined {
	return value.length > 0 ? value : undefined;
}

function put(into: Input, key: string, value: unknown): void {
	const steps = key.split('__');
	const last = steps.pop()!;
	let place: any = into;
	steps.forEach((step, index) => {
		const next = steps[index + 1] ?? last;
		place = place[step] ??= /^\d+$/.test(next) ? [] : {};
	});
	place[last] = value;
}
