// Makes the programs that the platforms load: each in one file, with the shared list of operations in it.
//
// usage: node build.mjs [zapier] [n8n] [activepieces]
import { build } from 'esbuild';
import { cpSync } from 'node:fs';

const here = new URL('.', import.meta.url).pathname;
const entries = {
	zapier: { 'index': 'src/index.ts' },
	n8n: {
		'credentials/Net30Api.credentials': 'credentials/Net30Api.credentials.ts',
		'nodes/Net30/Net30.node': 'nodes/Net30/Net30.node.ts',
		'nodes/Net30/Net30Trigger.node': 'nodes/Net30/Net30Trigger.node.ts',
	},
	activepieces: { 'src/index': 'src/index.ts' },
};

for (const name of process.argv.slice(2)) {
	const folder = `${here}${name}/`;
	await build({
		absWorkingDir: folder,
		entryPoints: Object.fromEntries(Object.entries(entries[name]).map(([out, source]) => [out, folder + source])),
		outdir: 'dist',
		bundle: true,
		platform: 'node',
		target: 'node20',
		format: 'cjs',
		loader: { '.svg': 'dataurl' },
		external: ['zapier-platform-core', 'n8n-workflow', '@activepieces/*'],
	});
	if (name === 'n8n') {
		for (const icon of ['net30.svg', 'net30.dark.svg']) cpSync(`${folder}icons/${icon}`, `${folder}dist/icons/${icon}`);
	}
}
