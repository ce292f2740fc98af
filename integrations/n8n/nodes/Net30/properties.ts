import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { RUN_KEY, creates, searches, type Field, type Operation } from '../../../operations';

export const operations: Operation[] = [...creates, ...searches];

/** What an operation is called within its resource: `create`, `recordPayment`. */
export function nameIn(operation: Operation): string {
	const words = operation.key.replace(`_${operation.resource}`, '');
	return words.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Whether a field stands by itself; the others are added as they are needed. */
export function isAlone(field: Field): boolean {
	return field.required === true || field.lines !== undefined || field.in === 'query';
}

const RESOURCES = { customer: 'Customer', invoice: 'Invoice' };
const TYPES = { boolean: 'boolean', date: 'dateTime', datetime: 'dateTime', list: 'string', number: 'number', string: 'string', text: 'string' } as const;
const EMPTY = { boolean: false, number: 0, string: '', dateTime: '' };

/** The resources, their operations, and the fields of each. */
export function properties(): INodeProperties[] {
	const resources = Object.entries(RESOURCES).map(([value, name]) => ({ name, value }));
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources,
			default: 'invoice',
		},
		...Object.keys(RESOURCES).map(choice),
		...operations.flatMap(fieldsOf),
	];
}

function choice(resource: string): INodeProperties {
	const own = operations.filter((operation) => operation.resource === resource);
	const options = own.map((operation) => ({
		name: operation.label.replace(new RegExp(` ${resource}$`, 'i'), ''),
		value: nameIn(operation),
		description: sentence(operation.help),
		action: actionOf(operation.label),
	}));
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: byName(options, (option) => option.name),
		default: 'create',
	};
}

function fieldsOf(operation: Operation): INodeProperties[] {
	const displayOptions = { show: { resource: [operation.resource], operation: [nameIn(operation)] } };
	const alone = operation.fields.filter(isAlone).map((field) => ({ ...property(field), displayOptions }));
	const others = operation.fields.filter((field) => !isAlone(field));
	if (operation.method === 'POST') others.push(RUN_KEY);
	if (others.length === 0) return alone;
	const more: INodeProperties = {
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions,
		options: byName(others.map(property), (field) => field.displayName),
	};
	return [...alone, more];
}

function property(field: Field): INodeProperties {
	const common = { displayName: field.label, name: field.key, required: field.required };
	const help = field.help === undefined ? {} : { description: sentence(field.help) };
	if (field.lines) {
		const values = byName(field.lines.map(ofLine), (line) => line.displayName);
		const lines: INodePropertyCollection = { displayName: 'Line', name: 'line', values };
		return {
			...common,
			...help,
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Line',
			default: {},
			options: [lines],
		};
	}
	if (field.options) {
		const options = Object.entries(field.options).map(([value, name]) => ({ name, value }));
		return { ...common, ...help, type: 'options', options: byName(options, (option) => option.name), default: options[0]!.value };
	}
	if (field.source) {
		return {
			...common,
			...help,
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			modes: [
				{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: field.source, searchable: true } },
				{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 019b8f3e-7c2a-7d51-9c1e-3f1d2a4b5c6d' },
			],
		};
	}
	const type = TYPES[field.type ?? 'string'];
	const made: INodeProperties = { ...common, ...help, type, default: EMPTY[type] };
	if (field.type === 'text') made.typeOptions = { rows: 4 };
	if (type === 'boolean') made.description = field.help!.replace(/\.$/, '');
	if (/email$/.test(field.key)) made.placeholder = 'name@email.com';
	return made;
}

/** A field of a line: n8n shows them all and hands over what nobody has filled in, so that each can be empty. */
function ofLine(field: Field): INodeProperties {
	if (field.type === 'number') return { ...property({ ...field, type: 'string' }), placeholder: 'e.g. 19.99' };
	if (field.options) return { ...property({ ...field, options: { ...field.options, '': 'None' } }), default: '' };
	return property(field);
}

/** n8n wants one sentence to end without a full stop. */
function sentence(help: string): string {
	return /\. /.test(help) ? help : help.replace(/\.$/, '');
}

/** `Record Payment` as what is done: `Record a payment`. */
function actionOf(label: string): string {
	const [verb, ...rest] = label.split(' ');
	const what = rest.join(' ').toLowerCase();
	return `${verb} ${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}`;
}

function byName<T>(list: T[], name: (one: T) => string): T[] {
	return list.sort((a, b) => name(a).localeCompare(name(b)));
}
