// A real net30 with what stands around it: a mail server that takes every letter, and a listener for hooks.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The program to test. */
export const NET30 = process.env.NET30_BIN;
if (!NET30) throw new Error('NET30_BIN must name the program net30');

/** Waits until something is there. */
export async function eventually(what, look) {
	const end = Date.now() + 120_000;
	for (;;) {
		const found = await look();
		if (found) return found;
		if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

async function listening(server) {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return server.address().port;
}

/** Takes letters as a mail server does, and keeps them. */
async function mailServer() {
	const letters = [];
	const server = createTcpServer((socket) => {
		let [letter, seen] = [undefined, ''];
		const say = (line) => socket.write(`${line}\r\n`);
		socket.on('error', () => {});
		say('220 here');
		socket.on('data', (data) => {
			seen += data;
			for (let end = seen.indexOf('\r\n'); end >= 0; end = seen.indexOf('\r\n')) {
				const line = seen.slice(0, end);
				seen = seen.slice(end + 2);
				if (letter !== undefined) {
					if (line !== '.') letter += `${line}\n`;
					else [letter] = [undefined, letters.push(letter), say('250 taken')];
				} else if (/^data/i.test(line)) [letter] = ['', say('354 go on')];
				else if (/^quit/i.test(line)) socket.end('221 bye\r\n');
				else say('250 ok');
			}
		});
	});
	return { letters, port: await listening(server), stop: () => server.close() };
}

/** Keeps what is posted to it, by path, as it arrived. */
export async function listener() {
	const posts = [];
	const server = createHttpServer((request, response) => {
		const parts = [];
		request.on('data', (part) => parts.push(part));
		request.on('end', () => {
			const body = Buffer.concat(parts);
			posts.push({ path: request.url, headers: request.headers, raw: body, body: JSON.parse(body) });
			response.end();
		});
	});
	const url = `http://127.0.0.1:${await listening(server)}`;
	const to = (path) => posts.filter((post) => post.path === path);
	const post = (path) => eventually(`a delivery to ${path}`, () => to(path)[0]);
	return { url, to, post, stop: () => server.close() };
}

/** Starts net30 with a fresh data folder. */
export async function start() {
	const data = mkdtempSync(join(tmpdir(), 'net30-integrations-'));
	const mail = await mailServer();
	const free = createTcpServer();
	const port = await listening(free);
	free.close();
	const options = ['--listen', `127.0.0.1:${port}`, '--allow-private-addresses', '--log', 'warn'];
	options.push('--smtp-url', `smtp://127.0.0.1:${mail.port}`, '--smtp-from', 'billing@acme.example');
	const url = `http://127.0.0.1:${port}`;
	let child;
	const run = async () => {
		child = spawn(NET30, ['serve', '--data', data, ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
		const ready = () => fetch(`${url}/readyz`).then((reply) => reply.ok, () => false);
		await eventually('net30 to be ready', ready);
	};
	const end = async () => {
		const ended = once(child, 'exit');
		child.kill('SIGTERM');
		await ended;
	};
	await run();
	const key = readFileSync(join(data, 'first-api-key'), 'utf8').trim();
	const api = async (method, path, body) => {
		const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
		const reply = await fetch(`${url}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
		const text = await reply.text();
		if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
		return text ? JSON.parse(text) : undefined;
	};
	return {
		url,
		key,
		api,
		letters: mail.letters,
		restart: async () => {
			await end();
			await run();
		},
		stop: async () => {
			await end();
			mail.stop();
			rmSync(data, { recursive: true });
		},
	};
}

/** What of `sample` is not in `real`, as paths: an example must not promise what does not come. */
export function strangers(sample, real, at = '') {
	if (sample === null || typeof sample !== 'object') return [];
	if (Array.isArray(sample)) return real?.length > 0 ? sample.flatMap((one) => strangers(one, real[0], `${at}[]`)) : [];
	if (real === null) return [];
	return Object.keys(sample).flatMap((key) =>
		key in real ? strangers(sample[key], real[key], `${at}.${key}`) : [`${at}.${key}`],
	);
}
