import {
	NodeConnectionTypes,
	type IDataObject,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { isSigned, subscribe, told, triggers, unsubscribe, type Call, type Trigger } from '../../../operations';
import { send } from './send';

export class Net30Trigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'net30 Trigger',
		name: 'net30Trigger',
		icon: { light: 'file:../../icons/net30.svg', dark: 'file:../../icons/net30.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["event"] }}',
		description: 'Starts the workflow when something happens in net30',
		defaults: { name: 'net30 Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'net30Api', required: true }],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' }],
		properties: [
			{
				displayName: 'Event',
				name: 'event',
				type: 'options',
				noDataExpression: true,
				options: triggers
					.map(({ key, label, help }) => ({ name: label, value: key, description: help.replace(/\.$/, '') }))
					.sort((a, b) => a.name.localeCompare(b.name)),
				default: 'invoice_paid',
			},
		],
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				const { hook } = this.getWorkflowStaticData('node');
				if (!hook) return false;
				const call: Call = { method: 'GET', path: `/api/v1/webhooks/${String(hook)}`, query: {} };
				const found = await send(this, call, { mayBeGone: true });
				return Boolean(found?.enabled) && found.url === this.getNodeWebhookUrl('default') && found.events[0] === chosen(this).event;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				const made = await send(this, subscribe(chosen(this), this.getNodeWebhookUrl('default')!));
				Object.assign(this.getWorkflowStaticData('node'), { hook: made.id, secret: made.secret });
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				const kept = this.getWorkflowStaticData('node');
				if (!kept.hook) return true;
				await send(this, unsubscribe(String(kept.hook)), { mayBeGone: true });
				delete kept.hook;
				delete kept.secret;
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { secret } = this.getWorkflowStaticData('node');
		const { rawBody } = this.getRequestObject() as unknown as { rawBody: Buffer };
		if (!isSigned(String(secret), this.getHeaderData(), rawBody)) {
			this.getResponseObject().status(401).end();
			return { noWebhookResponse: true };
		}
		const found = told(chosen(this), this.getBodyData()) as IDataObject[];
		return found.length > 0 ? { workflowData: [this.helpers.returnJsonArray(found)] } : {};
	}
}

function chosen(by: IHookFunctions | IWebhookFunctions): Trigger {
	const event = by.getNodeParameter('event');
	return triggers.find((trigger) => trigger.key === event)!;
}
