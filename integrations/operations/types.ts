/** What a field holds; `list` is several texts. */
export type FieldType = 'string' | 'text' | 'number' | 'boolean' | 'date' | 'datetime' | 'list';

/** What people choose from what the account has. */
export type Source = 'customers' | 'products' | 'taxes';

/** One thing that a person fills in. */
export interface Field {
	/** Its place in the request: `customer__email` is `customer.email`, `taxes__0__value` the `value` of the first of `taxes`. */
	key: string;
	label: string;
	help?: string;
	/** `string` if left out. */
	type?: FieldType;
	required?: boolean;
	/** The words that are allowed, and what people read. */
	options?: Record<string, string>;
	/** Chosen from a list of the account. */
	source?: Source;
	/** Each entry has these fields: the field is a list of lines. */
	lines?: Field[];
	/** Where it goes; the body if left out. */
	in?: 'path' | 'query';
}

/** One thing that a workflow does in net30. */
export interface Operation {
	key: string;
	/** What it is done with. */
	resource: 'invoice' | 'customer';
	/** What people read: `Create Invoice`. */
	label: string;
	help: string;
	method: 'GET' | 'POST';
	path: string;
	fields: Field[];
	/** Whether the reply is a page of entries rather than one object. */
	isPage?: boolean;
	/** What the reply looks like. */
	sample: Record<string, unknown>;
}

/** One thing that a workflow waits for. */
export interface Trigger {
	key: string;
	label: string;
	help: string;
	/** The event as the history has it. */
	event: string;
	/** What a workflow gets of it. */
	gives: 'invoice' | 'customer' | 'payment';
	/** Where things are to which it happened before, for those who set a workflow up. */
	recent: { path: string; query: Record<string, string> };
	/** Of those, the ones to which it happened, where the query cannot say so. */
	happened?: (entry: Record<string, any>) => boolean;
	sample: Record<string, unknown>;
}

/** A request as it goes out. */
export interface Call {
	method: 'GET' | 'POST' | 'DELETE';
	path: string;
	query: Record<string, string>;
	body?: Record<string, unknown>;
}
