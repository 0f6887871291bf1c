// A real gate (`sluice run`) in front of the simulator that it has built in, with a relay between the two that remembers what the gate sent upstream:
//   client -> gate, a provider's own path -> relay -> gate, /behind, where nothing is looked at -> simulator
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import vm from 'node:vm';
import { WebSocket, WebSocketServer } from 'ws';

const root = path.resolve(import.meta.dirname, '../..');
const gateProgram = process.env.SLUICE ?? path.join(root, 'src/Sluice.Cli/bin/Debug/net10.0/sluice.dll');
const patienceMs = 60_000;

/** The word that a rule of the tests' own blocks, in requests and in answers. */
export const codeWord = 'Bluebird';

/** The card industry's own test number, put together here for the scanners' sake. */
export const card = ['4111', '1111', '1111', '1111'].join(' ');

/** What stands for the number where an answer has brought it up. */
export const redactedCard = '[REDACTED:pii/payment-card]';

/** What stands for it where a request held it. */
export const cardPlaceholder = /\[PAYMENT_CARD_[0-9A-Z]{16}\]/;

/** The header that tells the simulator what to answer; the gate does not look into it. */
export const scripted = script => ({ 'x-sim-script': Buffer.from(JSON.stringify(script)).toString('base64') });

/** An error of this type with these properties, as `assert.rejects` takes it. */
export const raised = (type, properties) => error => {
  assert.ok(error instanceof type, `${error?.constructor?.name} instead of ${type.name}: ${error?.message}`);
  for (const [name, value] of Object.entries(properties)) assert.deepEqual(error[name], value, `${name} of the ${type.name}`);
  return true;
};

/** Makes a secret of the gate's form. */
export const makeSecret = () => {
  const [file, options] = program(['key', 'generate', '--json']);
  return JSON.parse(execFileSync(file, options, { encoding: 'utf8' })).secret;
};

/**
 * Starts a gate whose every provider is the simulator; `tls` asks for a listener with a certificate, too. With `keys` (declared ones by name, as `Sluice:Keys:Declared` has them) callers need
 * a key of the gate's; the gate's own credential for every provider is another one, as the simulator stands behind the same gate.
 */
export async function startStage({ tls = false, keys } = {}) {
  const relay = new Relay();
  const address = await relay.listen();
  const directory = await mkdtemp(path.join(tmpdir(), 'sluice-clients-'));
  const file = path.join(directory, 'clients.json');
  const certificate = tls ? await makeCertificate(directory) : undefined;
  const providerKey = keys && makeSecret();
  await writeFile(file, JSON.stringify(await configuration({ relay: address, certificate, directory, keys, providerKey })));
  const gate = await Gate.start(['--config', path.join(root, 'appsettings.json'), '--config', file]).catch(async e => {
    await relay.close();
    throw e;
  });
  relay.behind = gate.addresses.Proxy;
  return new Stage(gate, relay, directory, certificate, providerKey);
}

/** A certificate for 127.0.0.1, good for a day. */
async function makeCertificate(directory) {
  const [Path, KeyPath] = ['gate.pem', 'gate.key'].map(name => path.join(directory, name));
  execFileSync('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1',
    '-out', Path, '-keyout', KeyPath,
  ], { stdio: 'pipe' });
  return { Path, KeyPath, text: await readFile(Path, 'utf8') };
}

/** How the gate's program is run. */
const program = options => (gateProgram.endsWith('.dll') ? ['dotnet', [gateProgram, ...options]] : [gateProgram, options]);

/** What is put on top of the shipped configuration: free ports, a store of its own, the relay as everybody's provider, and two rules more. */
async function configuration({ relay, certificate, directory, keys, providerKey }) {
  // JSON with comments and trailing commas is an expression of JavaScript.
  const shipped = vm.runInNewContext(`(${await readFile(path.join(root, 'appsettings.json'), 'utf8')})`);
  const clusters = Object.keys(shipped.ReverseProxy.Clusters).filter(name => name !== 'simulator');
  return {
    Kestrel: {
      Endpoints: {
        Proxy: { Url: 'http://127.0.0.1:0' },
        Admin: { Url: 'http://127.0.0.1:0' },
        Http2: { Url: 'http://127.0.0.1:0', Protocols: 'Http2' }, // for clients that speak HTTP/2 without asking
        ...(certificate && { Tls: { Url: 'https://127.0.0.1:0', Certificate: { Path: certificate.Path, KeyPath: certificate.KeyPath } } }),
      },
    },
    ReverseProxy: {
      Routes: {
        behind: behind('/behind/{**rest}', 'cohere'),
        'behind-cohere': behind('/behind/v2/{**rest}', 'openai'),
        'behind-realtime': behind('/behind/v1/realtime', 'openai'),
      },
      Clusters: Object.fromEntries(clusters.map(name => [name, { Destinations: { primary: { Address: relay } } }])),
    },
    Sluice: {
      Store: `Data Source=${path.join(directory, 'sluice.db')}`,
      Audit: { Path: path.join(directory, 'audit') },
      ...(keys && {
        Identity: { Mode: 'Keys' },
        Providers: Object.fromEntries(clusters.map(name => [name, { Key: providerKey }])),
        Keys: { Declared: { ...keys, upstream: { Secret: providerKey, Permissions: ['Interactions:Read', 'Interactions:Write'], Parameters: ['*'] } } },
      }),
      Detectors: { codenames: { Words: [codeWord] } },
      Policies: {
        behind: { OnUnknown: 'Pass', Rules: [{ Find: 'secrets/*', Then: 'Flag' }] },
        default: { Rules: [...shipped.Sluice.Policies.default.Rules, { Find: 'codenames', Then: 'Block' }, { Find: 'pii/payment-card', In: 'response.tool-result', Then: 'Redact' }] },
      },
    },
  };
}

/**
 * The built-in simulator answers behind a guard only. This one is of a dialect that does not know the path, and passes what it does not know; what is no
 * request, but a WebSocket, must be known, and its policy changes nothing.
 */
const behind = (match, dialect) => ({
  ClusterId: 'simulator',
  Match: { Path: match },
  Transforms: [{ PathRemovePrefix: '/behind' }],
  Metadata: { Dialect: dialect, Policy: 'behind', OnUnknown: 'Pass' },
});

class Stage {
  #gate;
  #relay;
  #directory;

  constructor(gate, relay, directory, certificate, providerKey) {
    /** What the gate shows its providers, where callers have keys of the gate's. */
    this.providerKey = providerKey;
    /** What the listener with TLS proves itself by (PEM). */
    this.certificate = certificate?.text;
    this.#gate = gate;
    this.#relay = relay;
    this.#directory = directory;
  }

  /** Where clients find the gate. */
  get url() { return this.#gate.addresses.Proxy; }

  /** The same over HTTP/2 in clear text. */
  get http2Url() { return this.#gate.addresses.Http2; }

  /** The same with TLS, where it was asked for. */
  get tlsUrl() { return this.#gate.addresses.Tls; }

  /** What the upstream is to say in WebSockets, whose clients cannot carry it; it does not pass the gate. */
  set script(script) { this.#relay.script = script; }

  /** What has reached the upstream so far, oldest first: method, path, headers, body (text), over (how its answer ended). */
  get received() { return this.#relay.received; }

  /** The request that reached the upstream last. */
  get last() { return this.#relay.received.at(-1); }

  /** Stops everything; fails if the gate did not end well, or if its log holds what nobody may read there. */
  async stop() {
    await this.#relay.close();
    const { code, log } = await this.#gate.stop();
    await rm(this.#directory, { recursive: true });
    if (code !== 0) throw new Error(`the gate ended with ${code}:\n${log}`);
    for (const secret of [card, codeWord])
      if (log.includes(secret)) throw new Error('a planted value stands in the log of the gate');
  }
}

class Gate {
  addresses = {};
  #process;
  #log = '';

  static async start(options) {
    const gate = new Gate();
    const [file, all] = program(['run', ...options]);
    gate.#process = spawn(file, all, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    gate.#process.stderr.on('data', text => { gate.#log += text; });
    process.once('exit', () => gate.#process.kill('SIGKILL'));
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1)); // a runner out of patience
    try {
      await gate.#readBanner();
    } catch (e) {
      gate.#process.kill('SIGKILL');
      throw e;
    }

    return gate;
  }

  /** The addresses stand in the banner; its last line says that all is up. */
  #readBanner() {
    return new Promise((resolve, reject) => {
      const failed = why => reject(new Error(`the gate did not start (${why}):\n${this.#log}`));
      const patience = setTimeout(() => failed(`not within ${patienceMs} ms`), patienceMs);
      this.#process.once('error', e => failed(e.message));
      this.#process.once('exit', code => failed(`exit code ${code}`));
      createInterface({ input: this.#process.stdout }).on('line', line => {
        this.#log += `${line}\n`;
        const [, name, address] = /^\s+(\w+)\s+(https?:\S+?)\/?$/.exec(line) ?? [];
        if (name) this.addresses[name] = address;
        if (!line.startsWith('Press Ctrl+C')) return;
        clearTimeout(patience);
        resolve();
      });
    });
  }

  async stop() {
    const ended = once(this.#process, 'exit');
    const patience = setTimeout(() => this.#process.kill('SIGKILL'), patienceMs);
    this.#process.kill('SIGTERM');
    const [code, signal] = await ended;
    clearTimeout(patience);
    return { code: code ?? signal, log: this.#log };
  }
}

/** Passes everything on byte for byte, in both directions, and remembers the requests. */
class Relay {
  received = [];
  behind;
  script;
  #sockets = new WebSocketServer({ noServer: true });
  #server = http.createServer((request, response) => this.#pass(request, response));

  async listen() {
    this.#server.on('upgrade', (request, socket, head) => this.#passSocket(request, socket, head));
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  close() {
    this.#server.closeAllConnections();
    return new Promise(resolve => { this.#server.close(resolve); });
  }

  async #pass(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const over = new Promise(resolve => {
      response.once('close', () => resolve(response.writableFinished ? 'complete' : 'aborted'));
    });
    this.received.push({ method: request.method, path: request.url, headers: request.headers, body: body.toString(), over });
    const onward = http.request(`${this.behind}/behind${request.url}`, { method: request.method, headers: onwardHeaders(request.headers, body) });
    onward.once('error', () => response.destroy());
    onward.once('response', answer => {
      response.writeHead(answer.statusCode, answer.rawHeaders);
      answer.once('error', () => response.destroy());
      answer.pipe(response);
    });
    response.once('close', () => onward.destroy());
    onward.end(body);
  }

  async #passSocket(request, socket, head) {
    const { authorization, 'openai-beta': beta } = request.headers;
    const onward = new WebSocket(`${this.behind.replace('http', 'ws')}/behind${request.url}`, { headers: { ...(authorization && { authorization }), ...(beta && { 'openai-beta': beta }) } });
    onward.once('error', () => socket.destroy());
    onward.once('open', () => onward.pause()); // until somebody listens
    await once(onward, 'open');
    this.#sockets.handleUpgrade(request, socket, head, caller => {
      const over = once(caller, 'close').then(([code]) => code);
      const exchange = { method: 'GET', path: request.url, headers: request.headers, body: '', over };
      this.received.push(exchange);
      caller.on('message', message => {
        exchange.body += `${message}\n`;
        const event = JSON.parse(message);
        onward.send(JSON.stringify(event.type === 'response.create' ? { ...event, sim: this.script } : event));
      });
      onward.on('message', message => caller.send(String(message)));
      caller.once('close', () => onward.close());
      onward.once('close', () => caller.close());
      onward.resume();
    });
  }
}

function onwardHeaders({ host, 'transfer-encoding': chunked, ...rest }, body) {
  return { ...rest, 'content-length': body.length };
}
