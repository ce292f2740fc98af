/** What the integrations offer: one list, from which the definitions of each platform are made. */
export * from './types';
export { creates, searches } from './actions';
export { triggers } from './triggers';
export * from './request';
export * from './news';

/** A cheap request that a key with any scope may do, and whose reply names the company. */
export const ACCOUNT = '/api/v1/settings';

/** What keeps a repeated run from doing a thing twice. */
export const RUN_KEY = {
	key: 'run_key',
	label: 'Run Key',
	help: 'Something that is unique for what is to be done, such as the ID of the order. Within 24 hours nothing is done twice for the same key.',
};
