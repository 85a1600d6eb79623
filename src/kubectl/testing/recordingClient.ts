import type { Answer, Client, ListOptions, ObjectKey, Request, Status } from '../../api/client.ts';
import { decode } from '../../api/decode.ts';
import { formatKey, groupResource, keyOf } from '../../api/key.ts';
import type { KubeObject } from '../../api/meta.ts';
import { err, ok } from '../../base/result.ts';

/** A client over fixed objects, for tests: it notes every request and answers that it worked, or what a test wants it to answer. */
export class RecordingClient implements Client {
  readonly requests: Request[] = [];
  readonly #objects: Map<string, KubeObject>;
  readonly #time: string;
  #answers: Answer[] = [];

  constructor(objects: readonly KubeObject[], time = '2025-06-15T12:00:00Z') {
    this.#objects = new Map(objects.map((object) => [formatKey(keyOf(object)), object]));
    this.#time = time;
  }

  /** The next request is refused with this. */
  refuse(status: Status): this {
    this.#answers.push(err(status));
    return this;
  }

  /** The next request draws these warnings. */
  warn(object: KubeObject, warnings: readonly string[]): this {
    this.#answers.push(ok({ object, warnings }));
    return this;
  }

  get(key: ObjectKey): KubeObject | undefined {
    return this.#objects.get(formatKey(key));
  }

  list(kind: string, options: ListOptions = {}): readonly KubeObject[] {
    return [...this.#objects.values()].filter(
      (object) => object.kind === kind && (options.namespace === undefined || object.metadata.namespace === options.namespace),
    );
  }

  now(): string {
    return this.#time;
  }

  request(request: Request): Answer {
    this.requests.push(request);
    const answer = this.#answers.shift();
    if (answer !== undefined) return answer;
    if (request.verb === 'create') {
      const decoded = decode(request.object, { minor: 37 });
      return decoded.ok ? this.#store(request.object as KubeObject) : err(decoded.error);
    }
    if (!('key' in request)) throw new Error(`not for tests: ${request.verb}`);
    const object = this.get(request.key);
    if (object === undefined) {
      const message = `${groupResource(request.key.kind)} "${request.key.name}" not found`;
      return err({ code: 404, reason: 'NotFound', message, details: { name: request.key.name } });
    }
    return ok({ object, warnings: [] });
  }

  #store(object: KubeObject): Answer {
    this.#objects.set(formatKey(keyOf(object)), object);
    return ok({ object, warnings: [] });
  }
}
