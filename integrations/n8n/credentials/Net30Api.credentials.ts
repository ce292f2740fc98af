import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { ACCOUNT } from '../../operations';

export class Net30Api implements ICredentialType {
	name = 'net30Api';
	displayName = 'Net30 API';
	icon = { light: 'file:../icons/net30.svg', dark: 'file:../icons/net30.dark.svg' } as const;
	documentationUrl = 'https://github.com/net30/net30/tree/main/integrations/n8n';
	properties: INodeProperties[] = [
		{
			displayName: 'URL',
			name: 'url',
			type: 'string',
			default: '',
			placeholder: 'https://invoices.example.com',
			description: 'Where your net30 is',
			required: true,
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Made in net30 under Settings, with the scope write',
			required: true,
		},
		{
			displayName: 'Account ID',
			name: 'account',
			type: 'string',
			default: '',
			description: 'Of the company to work for, if the key is of another',
		},
	];

	async authenticate(credentials: ICredentialDataDecryptedObject, options: IHttpRequestOptions): Promise<IHttpRequestOptions> {
		const headers: IDataObject = { ...options.headers, Authorization: `Bearer ${String(credentials.apiKey)}` };
		if (credentials.account) headers['X-Account-Id'] = String(credentials.account);
		return { ...options, headers };
	}

	test: ICredentialTestRequest = {
		request: { baseURL: '={{ $credentials.url.replace(/\\/+$/, "") }}', url: ACCOUNT },
	};
}
