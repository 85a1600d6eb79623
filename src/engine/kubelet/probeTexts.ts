/** What a probe says when it cannot connect or gets no answer in time. upstream: pkg/probe */
import type { Container, HTTPGetAction, ProbeHandler } from '../../api/core.ts';
import { goDuration } from '../../api/duration.ts';
import type { IntOrString } from '../../api/meta.ts';

/** A port by number or by the name of a port of the container; undefined when the name is unknown. */
export function portOf(container: Container, port: IntOrString): number | undefined {
  if (typeof port === 'number') return port;
  const named = container.ports?.find((each) => each.name === port);
  if (named !== undefined) return named.containerPort;
  return /^\d+$/.test(port) ? Number(port) : undefined;
}

/** The internal error of a named port that no port carries. */
export function unknownPortText(minor: number, port: IntOrString): string {
  return minor >= 37 ? `port "${port}" not found` : `strconv.Atoi: parsing "${port}": invalid syntax`;
}

function urlOf(
  container: Container,
  { path = '/', port, host, scheme = 'HTTP' }: HTTPGetAction,
  podIP: string,
): { readonly url: string; readonly address: string } {
  const address = `${host ?? podIP}:${portOf(container, port) ?? port}`;
  return { url: `${scheme.toLowerCase()}://${address}${path.startsWith('/') ? '' : '/'}${path}`, address };
}

/** Nobody listens at the port. */
export function refusedOutput(container: Container, handler: ProbeHandler, podIP: string): string {
  if (handler.httpGet !== undefined) {
    const { url, address } = urlOf(container, handler.httpGet, podIP);
    return `Get "${url}": dial tcp ${address}: connect: connection refused`;
  }
  if (handler.tcpSocket !== undefined) {
    const { port, host } = handler.tcpSocket;
    return `dial tcp ${host ?? podIP}:${portOf(container, port) ?? port}: connect: connection refused`;
  }
  if (handler.grpc !== undefined)
    return `timeout: failed to connect service "${podIP}:${handler.grpc.port}" within 1s: context deadline exceeded`;
  return '';
}

/** No answer within the timeout. */
export function timeoutOutput(
  minor: number,
  container: Container,
  handler: ProbeHandler & { readonly timeoutSeconds?: number },
  podIP: string,
): string {
  const timeout = goDuration((handler.timeoutSeconds ?? 1) * 1000);
  if (handler.httpGet !== undefined) {
    const { url } = urlOf(container, handler.httpGet, podIP);
    return `Get "${url}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`;
  }
  if (handler.tcpSocket !== undefined) {
    const { port, host } = handler.tcpSocket;
    return `dial tcp ${host ?? podIP}:${portOf(container, port) ?? port}: i/o timeout`;
  }
  const command = (handler.exec?.command ?? []).join(' ');
  return minor >= 31 ? `command timed out: "${command}" timed out after ${timeout}` : `command "${command}" timed out`;
}
