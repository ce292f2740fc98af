import {
	NodeConnectionTypes,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { RUN_KEY, choices, nameOf, request, results, type Operation, type Source } from '../../../operations';
import { isAlone, nameIn, operations, properties } from './properties';
import { send } from './send';

export class Net30 implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'net30',
		name: 'net30',
		icon: { light: 'file:../../icons/net30.svg', dark: 'file:../../icons/net30.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Make, send and collect invoices',
		defaults: { name: 'net30' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'net30Api', required: true }],
		properties: properties(),
	};

	methods = {
		listSearch: { customers: listed('customers'), products: listed('products'), taxes: listed('taxes') },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const made: INodeExecutionData[] = [];
		for (let item = 0; item < this.getInputData().length; item++) {
			try {
				const operation = chosen(this, item);
				const filled = input(this, operation, item);
				const isSearch = operation.method === 'GET';
				const headers = isSearch ? undefined : { 'Idempotency-Key': runKey(this, operation, filled, item) };
				const reply = await send(this, request(operation, filled), { headers, mayBeGone: isSearch });
				made.push(...results(operation, reply).map((json) => ({ json: json as IDataObject, pairedItem: { item } })));
			} catch (error) {
				if (!this.continueOnFail()) throw new NodeOperationError(this.getNode(), error as Error, { itemIndex: item });
				made.push({ json: { error: (error as Error).message }, pairedItem: { item } });
			}
		}
		return [made];
	}
}

function chosen(by: IExecuteFunctions, item: number): Operation {
	const resource = by.getNodeParameter('resource', item);
	const name = by.getNodeParameter('operation', item);
	const found = operations.find((operation) => operation.resource === resource && nameIn(operation) === name);
	if (!found) throw new NodeOperationError(by.getNode(), `There is no operation ${String(name)}`, { itemIndex: item });
	return found;
}

/** What was filled in, by the keys of the list of operations. */
function input(by: IExecuteFunctions, operation: Operation, item: number): IDataObject {
	const others = operation.method === 'POST' ? (by.getNodeParameter('additionalFields', item, {}) as IDataObject) : {};
	const filled = { ...others };
	for (const field of operation.fields.filter(isAlone)) {
		const value = by.getNodeParameter(field.key, item, undefined);
		filled[field.key] = (field.lines ? ((value as IDataObject)?.line ?? []) : value) as IDataObject;
	}
	return plain(filled) as IDataObject;
}

/** The values of what was chosen from lists, in whatever depth. */
function plain(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(plain);
	if (value === null || typeof value !== 'object') return value;
	if ('mode' in value && 'value' in value) return value.value;
	return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}

/** The same for every try of one item in one run of the node, and for nothing else. */
function runKey(by: IExecuteFunctions, operation: Operation, filled: IDataObject, item: number): string {
	const own = filled[RUN_KEY.key];
	const workflow = String(by.getWorkflow().id);
	if (own) return `n8n-${workflow}-${operation.key}-${String(own)}`;
	const run = by.evaluateExpression('{{ $runIndex }}', item);
	return `n8n-${by.getExecutionId()}-${by.getNode().id}-${String(run)}-${item}`;
}

/** What people choose from, page by page. */
function listed(source: Source) {
	return async function (this: ILoadOptionsFunctions, filter?: string, token?: string): Promise<INodeListSearchResult> {
		const page = Number(token ?? 1);
		const found = await send(this, choices(source, filter, page));
		return {
			results: found.data.map((entry: IDataObject) => ({ name: nameOf(source, entry), value: entry.id as string })),
			paginationToken: page < found.total_pages ? String(page + 1) : undefined,
		};
	};
}
