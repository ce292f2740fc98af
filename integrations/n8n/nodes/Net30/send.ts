import {
	NodeApiError,
	type IExecuteFunctions,
	type IHookFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type JsonObject,
} from 'n8n-workflow';
import { base, problem, type Call } from '../../../operations';

/** Sends a request with the credentials, and fails in net30's words; what is not there is `undefined` if it `mayBeGone`. */
export async function send(
	by: IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions,
	call: Call,
	{ headers = {}, mayBeGone = false }: { headers?: Record<string, string>; mayBeGone?: boolean } = {},
): Promise<any> {
	const { url } = await by.getCredentials('net30Api');
	const options: IHttpRequestOptions = {
		method: call.method,
		url: `${base(url)}${call.path}`,
		qs: call.query,
		body: call.body,
		headers,
		json: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
	};
	const reply = await by.helpers.httpRequestWithAuthentication.call(by, 'net30Api', options);
	if (reply.statusCode < 400) return reply.body;
	if (reply.statusCode === 404 && mayBeGone) return undefined;
	const message = problem(reply.statusCode, reply.body);
	throw new NodeApiError(by.getNode(), (reply.body ?? {}) as JsonObject, { message, httpCode: String(reply.statusCode) });
}
