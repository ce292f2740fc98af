// The rules for community nodes, as n8n's own tool sets them: the newer ones, and the older ones that know descriptions.
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import parser from '@typescript-eslint/parser';
import base from 'eslint-plugin-n8n-nodes-base';

const { recommended } = n8nCommunityNodesPlugin.configs;
const typescript = { parser, parserOptions: { extraFileExtensions: ['.json'] } };
const plugins = { ...recommended.plugins, 'n8n-nodes-base': base };

export default [
	{ ignores: ['dist/**', 'eslint.config.mjs'] },
	{ files: ['**/*.ts'], plugins, languageOptions: typescript, rules: recommended.rules },
	{ files: ['package.json'], plugins, languageOptions: typescript, rules: { ...recommended.rules, ...base.configs.community.rules } },
	{
		files: ['credentials/**/*.ts'],
		rules: {
			...base.configs.credentials.rules,
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts'],
		rules: {
			...base.configs.nodes.rules,
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		},
	},
];
