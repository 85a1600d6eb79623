import { beforeEach, expect, test } from 'vitest';
import { connectWorker, type WorkerClient, type WorkerPort } from './client.ts';
import type { FromWorker } from './protocol.ts';

class FakePort {
  readonly posted: { readonly id: number; readonly type: string }[] = [];
  isTerminated = false;
  readonly #listeners = new Map<string, (event: unknown) => void>();

  postMessage(message: { readonly id: number; readonly type: string }): void {
    this.posted.push(message);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  addEventListener(type: string, listener: (event: unknown) => void): void {
    this.#listeners.set(type, listener);
  }

  emit(type: string, event: unknown): void {
    this.#listeners.get(type)?.(event);
  }

  receive(data: FromWorker): void {
    this.emit('message', { data });
  }
}

let port: FakePort;
let client: WorkerClient;
let heard: string[];

beforeEach(() => {
  port = new FakePort();
  client = connectWorker(port as unknown as WorkerPort);
  heard = [];
  client.subscribe((message) => heard.push(message.type === 'crash' ? `crash: ${message.message}` : message.type));
});

test('what is sent before the worker is ready waits', () => {
  void client.send<'play'>({ type: 'play' });
  expect(port.posted).toEqual([]);
  port.receive({ type: 'ready' });
  void client.send<'pause'>({ type: 'pause' });
  expect(port.posted.map(({ type }) => type)).toEqual(['play', 'pause']);
});

test('replies find their commands, whatever their order', async () => {
  port.receive({ type: 'ready' });
  const share = client.send<'share'>({ type: 'share' });
  const seek = client.send<'seek'>({ type: 'seek', at: 1 });
  const [first, second] = port.posted;
  port.receive({ type: 'reply', id: second?.id ?? 0, ok: false, error: { code: 'refused' } });
  port.receive({ type: 'reply', id: first?.id ?? 0, ok: true, value: { fragment: '#x' } });
  expect(await share).toEqual({ ok: true, value: { fragment: '#x' } });
  expect(await seek).toEqual({ ok: false, error: { code: 'refused' } });
});

test('a crash answers everything that waits, is told once and ends the worker', async () => {
  port.receive({ type: 'ready' });
  const play = client.send<'play'>({ type: 'play' });
  port.receive({ type: 'crash', message: 'boom', stack: '' });
  port.emit('error', { message: 'again' });
  expect(await play).toMatchObject({ ok: false });
  expect(await client.send<'play'>({ type: 'play' })).toMatchObject({ ok: false });
  expect(heard).toEqual(['crash: boom']);
  expect(port.isTerminated).toBe(true);
});

test('a worker whose file does not load is a crash too', () => {
  port.emit('error', { message: '' });
  expect(heard).toEqual(['crash: The simulation worker could not be started.']);
});

test('a message that cannot be read is a crash too', () => {
  port.emit('messageerror', {});
  expect(heard).toEqual(['crash: A message of the simulation could not be read.']);
});

test('a closed client is silent', async () => {
  port.receive({ type: 'ready' });
  const play = client.send<'play'>({ type: 'play' });
  client.close();
  port.receive({ type: 'crash', message: 'late', stack: '' });
  expect(await play).toMatchObject({ ok: false });
  expect(heard).toEqual([]);
  expect(port.isTerminated).toBe(true);
});
