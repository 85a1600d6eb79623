/** `kubectl create configmap` and `secret`. upstream: pkg/cmd/create/create_configmap.go, create_secret*.go */
import { base64Encode } from '../../../api/bytes.ts';
import { type Call, type Command, fail } from '../../command.ts';
import { bool, text } from '../../flags.ts';
import { type DataWords, dataFlags, dataOf } from './data.ts';
import { generator } from './generator.ts';

const appendHashFlag = bool('append-hash', 'Put a hash of the content behind the name.');

function refuseHash({ flags }: Call): void {
  if (flags.bool('append-hash')) fail('--append-hash is not modelled: give the object a name of its own');
}

function configMapWords(name: string): DataWords {
  return {
    wrongKey: (key, problems) => `${JSON.stringify(key)} is not a valid key name for a ConfigMap: ${problems}`,
    twice: (key) =>
      `cannot add key ${JSON.stringify(key)}, another key by that name already exists in Data for ConfigMap ${JSON.stringify(name)}`,
  };
}

export const configMap = generator({
  name: 'configmap',
  aliases: ['cm'],
  use: 'NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
  short: 'Create a config map from a local file, directory or literal value',
  examples: ['# Two values', 'kubectl create configmap settings --from-literal=mode=fast --from-literal=level=info'],
  failure: 'failed to create configmap:',
  flags: [appendHashFlag, ...dataFlags],
  build(call, name) {
    refuseHash(call);
    const data = dataOf(call, configMapWords(name));
    return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, ...(Object.keys(data).length === 0 ? {} : { data }) };
  },
});

const secretWords: DataWords = {
  wrongKey: (key, problems) => `${JSON.stringify(key)} is not valid key name for a Secret ${problems}`,
  twice: (key) => `cannot add key ${key}, another key by that name already exists`,
};

function encoded(data: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, base64Encode(value)]));
}

function secretOf(name: string, data: Readonly<Record<string, string>>, type: string): Readonly<Record<string, unknown>> {
  const content = Object.keys(data).length === 0 ? {} : { data: encoded(data) };
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name }, ...content, ...(type === '' ? {} : { type }) };
}

// The words of this one have no colon.
const FAILURE = 'failed to create secret';

const generic = generator({
  name: 'generic',
  use: 'NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
  short: 'Create a secret from a local file, directory, or literal value',
  failure: FAILURE,
  flags: [appendHashFlag, ...dataFlags, text('type', 'The type of the secret.')],
  build(call, name) {
    refuseHash(call);
    return secretOf(name, dataOf(call, secretWords), call.flags.text('type'));
  },
});

const dockerRegistry = generator({
  name: 'docker-registry',
  use: 'NAME --docker-username=user --docker-password=password --docker-email=email [--docker-server=string] [--from-file=[key=]source] [--dry-run=server|client|none]',
  short: 'Create a secret for use with a Docker registry',
  failure: FAILURE,
  flags: [
    appendHashFlag,
    text('docker-email', 'The address for the registry.'),
    text('docker-password', 'The password for the registry.'),
    text('docker-server', 'The registry.', undefined, 'https://index.docker.io/v1/'),
    text('docker-username', 'The user for the registry.'),
    ...dataFlags.filter(({ name }) => name === 'from-file'),
  ],
  build(call, name) {
    refuseHash(call);
    const [username, password, email, server] = ['username', 'password', 'email', 'server'].map((part) =>
      call.flags.text(`docker-${part}`),
    );
    if (call.flags.list('from-file').length > 0) fail('--from-file is not modelled here: use --docker-username and --docker-password');
    if (username === '' || password === '' || server === '') {
      fail('either --from-file or the combination of --docker-username, --docker-password and --docker-server is required');
    }
    const entry = { username, password, ...(email === '' ? {} : { email }), auth: base64Encode(`${username}:${password}`) };
    return secretOf(name, { '.dockerconfigjson': JSON.stringify({ auths: { [server ?? '']: entry } }) }, 'kubernetes.io/dockerconfigjson');
  },
});

const tls = generator({
  name: 'tls',
  use: 'NAME --cert=path/to/cert/file --key=path/to/key/file [--dry-run=server|client|none]',
  short: 'Create a TLS secret',
  failure: FAILURE,
  flags: [appendHashFlag, text('cert', 'The file with the certificate.'), text('key', 'The file with its key.')],
  build(call, name) {
    refuseHash(call);
    const read = (flag: 'cert' | 'key'): string => {
      const file = call.flags.text(flag);
      if (file === '') fail('key and cert must be specified');
      const content = call.environment.files.read(file) ?? fail(`open ${file}: no such file or directory`);
      if (!content.includes('-----BEGIN ')) fail(`tls: failed to find any PEM data in ${flag === 'cert' ? 'certificate' : 'key'} input`);
      return content;
    };
    const [cert, key] = [read('cert'), read('key')];
    return secretOf(name, { 'tls.crt': cert, 'tls.key': key }, 'kubernetes.io/tls');
  },
});

export const secret: Command = {
  name: 'secret',
  use: '(docker-registry | generic | tls)',
  short: 'Create a secret using a specified subcommand',
  flags: [],
  subcommands: [dockerRegistry, generic, tls],
};
