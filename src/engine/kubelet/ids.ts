/** Identifiers that the runtime and the registry would make up: fixed by what they name. */
import { hexText } from '../../base/hex.ts';

/** 64 hexadecimal digits that depend on the text alone. */
export function digest(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
    b = Math.imul(b + text.charCodeAt(i), 0x85ebca6b) ^ (b >>> 13);
  }
  const words: number[] = [];
  for (let i = 0; i < 8; i++) {
    a = Math.imul(a ^ (a >>> 15), 0x2c1b3c6d) + b;
    b = Math.imul(b ^ (b >>> 12), 0x297a2d39) + i;
    words.push(a ^ (a >>> 16));
  }
  return hexText(words);
}

/** `nginx:1.27` → `docker.io/library/nginx:1.27`, as containerd names images. */
export function fullImageName(image: string): string {
  const slash = image.indexOf('/');
  const first = slash < 0 ? '' : image.slice(0, slash);
  const hasRegistry = first.includes('.') || first.includes(':') || first === 'localhost';
  const full = hasRegistry ? image : slash < 0 ? `docker.io/library/${image}` : `docker.io/${image}`;
  if (full.includes('@')) return full;
  return full.lastIndexOf(':') > full.lastIndexOf('/') ? full : `${full}:latest`;
}

export interface ImageIdentity {
  readonly name: string;
  /** The image's repository and digest. */
  readonly id: string;
}

const IDENTITIES_MAX = 1000;
const identities = new Map<string, ImageIdentity>();

/** How a status names the image. */
export function imageIdentity(image: string): ImageIdentity {
  const known = identities.get(image);
  if (known !== undefined) return known;
  const name = fullImageName(image);
  const id = name.includes('@') ? name : `${name.slice(0, name.lastIndexOf(':'))}@sha256:${digest(name)}`;
  if (identities.size >= IDENTITIES_MAX) identities.clear();
  identities.set(image, { name, id });
  return { name, id };
}

export function containerIDOf(uid: string, container: string, attempt: number): string {
  return `containerd://${digest(`${uid}/${container}/${attempt}`)}`;
}
