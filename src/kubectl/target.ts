/** Reading the object that a command is about. */

import type { Deployment } from '../api/apps.ts';
import type { Client, Kind, ObjectKey } from '../api/client.ts';
import type { KubeObject } from '../api/meta.ts';
import { notFoundStatus } from './names.ts';
import type { Printer } from './output.ts';

/** Which object of a kind. */
export interface Target {
  readonly namespace: string;
  readonly name: string;
}

/** The key of a Deployment. */
export function deploymentKey(target: Target): ObjectKey {
  return { kind: 'Deployment', namespace: target.namespace, name: target.name };
}

/** Reads an object; when it is missing the printer fails with the server's words. */
export function getOrFail(client: Client, key: ObjectKey, printer: Printer): KubeObject | undefined {
  const object = client.get(key);
  if (object === undefined) printer.fail({ status: notFoundStatus(client, key) });
  return object;
}

/** The same for a Deployment. */
export function getDeployment(client: Client, target: Target, printer: Printer): Deployment | undefined {
  const object = getOrFail(client, deploymentKey(target), printer);
  return object !== undefined && isDeployment(object) ? object : undefined;
}

export function isDeployment(object: KubeObject): object is Deployment {
  return object.kind === ('Deployment' satisfies Kind);
}
