/** `kubectl auth can-i` and `whoami`. upstream: pkg/cmd/auth */
import { type Fields, fieldsOf, listOf, textOf } from '../../api/fields.ts';
import { type Call, type Command, Exit, fail } from '../command.ts';
import { allNamespacesFlag, printFlags } from '../commonFlags.ts';
import { bool, text } from '../flags.ts';
import { outputFormat, printerOf } from '../outputFlags.ts';
import { getStyle, layOut } from '../print/tabs.ts';
import { discovery, findResourceType } from '../resources.ts';

const knownVerbs = [
  ...['create', 'get', 'list', 'watch', 'update', 'patch', 'delete', 'deletecollection'],
  ...['use', 'bind', 'impersonate', '*', 'approve', 'sign', 'escalate', 'attest'],
];

/** What the server answers to a review: an object whose status is the answer. */
function review({ environment }: Call, apiVersion: string, kind: string, spec?: Fields): Fields {
  const answer = environment.client.request({ verb: 'create', object: { apiVersion, kind, ...(spec === undefined ? {} : { spec }) } });
  if (!answer.ok) throw new Exit([{ status: answer.error }]);
  return fieldsOf(answer.value.object);
}

/** The group and plural that a word stands for, with a warning when the server has none such. upstream: CanIOptions.resourceFor */
function resourceFor(
  { environment }: Call,
  word: string,
): { readonly group: string; readonly resource: string; readonly namespaced: boolean } {
  if (word === '*') return { group: '*', resource: '*', namespaced: true };
  const known = discovery(environment);
  const found = findResourceType(known, word);
  if (found !== undefined) return found;
  const dot = word.indexOf('.');
  const [resource, group] = dot === -1 ? [word, ''] : [word.slice(0, dot), word.slice(dot + 1)];
  const where = group === '' ? '' : ` in group '${group}'`;
  environment.stderr(`Warning: the server doesn't have a resource type '${resource}'${where}\n`);
  return { group, resource, namespaced: true };
}

/** upstream: CanIOptions.Complete: one or two words behind the verb */
function attributesOf(call: Call): Fields {
  const { args, flags, environment, namespace } = call;
  const [verb = '', what = ''] = args;
  if (args.length !== 2) {
    fail(
      "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
    );
  }
  if (!knownVerbs.includes(verb)) environment.stderr(`Warning: verb '${verb}' is not a known verb\n`);
  if (what.startsWith('/')) {
    if (flags.text('subresource') !== '') fail('--subresource can not be used with NonResourceURL');
    return { nonResourceAttributes: { verb, path: what } };
  }
  const slash = what.indexOf('/');
  const { group, resource, namespaced } = resourceFor(call, slash === -1 ? what : what.slice(0, slash));
  const isEverywhere = flags.bool('all-namespaces');
  if (!namespaced && !isEverywhere) {
    environment.stderr(`Warning: resource '${resource}' is not namespace scoped${group === '' ? '' : ` in group '${group}'`}\n`);
  }
  return {
    resourceAttributes: {
      ...(isEverywhere ? {} : { namespace }),
      verb,
      group,
      resource,
      subresource: flags.text('subresource'),
      name: slash === -1 ? '' : what.slice(slash + 1),
    },
  };
}

interface Rule {
  readonly verbs: readonly string[];
  readonly group: string;
  readonly resource: string;
  readonly names: readonly string[];
  readonly urls: readonly string[];
}

const texts = (value: unknown): readonly string[] => listOf(value).map(textOf);

/** Verbs of one group and type stand together. upstream: rbac validation BreakdownRule and CompactRules */
function compacted(status: Fields): readonly Rule[] {
  const simple = new Map<string, Rule>();
  for (const each of listOf(status['resourceRules']).map(fieldsOf)) {
    const verbs = texts(each['verbs']);
    const named = texts(each['resourceNames']);
    for (const group of texts(each['apiGroups'])) {
      for (const resource of texts(each['resources'])) {
        for (const name of named.length === 0 ? [undefined] : named) {
          const key = JSON.stringify([group, resource, name ?? '']);
          const before = simple.get(key)?.verbs ?? [];
          const all = [...before, ...verbs.filter((verb) => !before.includes(verb))];
          simple.set(key, { verbs: all, group, resource, names: name === undefined ? [] : [name], urls: [] });
        }
      }
    }
  }
  const urls = listOf(status['nonResourceRules'])
    .map(fieldsOf)
    .flatMap((each) =>
      texts(each['nonResourceURLs']).flatMap((url) =>
        texts(each['verbs']).map((verb): Rule => ({ verbs: [verb], group: '', resource: '', names: [], urls: [url] })),
      ),
    );
  return [...simple.values(), ...urls];
}

const goList = (items: readonly string[]): string => `[${items.join(' ')}]`;

/** The order of what Go prints of each. upstream: rbac SortableRuleSlice */
function sortKey({ verbs, group, resource, names, urls }: Rule): string {
  const [groups, resources] = resource === '' ? [[], []] : [[group], [resource]];
  return `Verbs:${goList(verbs)},APIGroups:${goList(groups)},Resources:${goList(resources)},ResourceNames:${goList(names)},NonResourceURLs:${goList(urls)}`;
}

/** `deployments.apps/scale`. upstream: combineResourceGroup */
function ruleName({ resource, group }: Rule): string {
  const [plural = '', subresource] = resource.split('/');
  return `${plural}${group === '' ? '' : `.${group}`}${subresource === undefined ? '' : `/${subresource}`}`;
}

function printRules(call: Call): void {
  const { flags, environment, namespace } = call;
  const { status } = review(call, 'authorization.k8s.io/v1', 'SelfSubjectRulesReview', { namespace });
  const rules = [...compacted(fieldsOf(status))].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : sortKey(a) > sortKey(b) ? 1 : 0));
  const rows = rules.map((rule) => [ruleName(rule), goList(rule.urls), goList(rule.names), goList(rule.verbs)]);
  const header = flags.bool('no-headers') ? [] : [['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs']];
  environment.stdout(layOut([...header, ...rows].map((cells) => `${cells.join('\t')}\n`).join(''), getStyle));
  const problem = textOf(fieldsOf(status)['evaluationError']);
  if (problem !== '') environment.stderr(`warning: the list may be incomplete: ${problem}\n`);
}

function runCanI(call: Call): number {
  const { args, flags, environment } = call;
  if (flags.bool('list')) {
    if (args.length > 0) fail('list option must be specified with no arguments');
    printRules(call);
    return 0;
  }
  const { status } = review(call, 'authorization.k8s.io/v1', 'SelfSubjectAccessReview', attributesOf(call));
  const { allowed, reason } = fieldsOf(status);
  const isAllowed = allowed === true;
  const why = isAllowed || textOf(reason) === '' ? '' : ` - ${textOf(reason)}`;
  if (!flags.bool('quiet')) environment.stdout(`${isAllowed ? 'yes' : 'no'}${why}\n`);
  return isAllowed ? 0 : 1;
}

function runWhoAmI(call: Call): number {
  const answer = review(call, 'authentication.k8s.io/v1', 'SelfSubjectReview');
  if (outputFormat(call) !== '') {
    printerOf(call)(answer);
    return 0;
  }
  const { username, uid, groups, extra } = fieldsOf(fieldsOf(answer['status'])['userInfo']);
  const rows: [string, string][] = [['ATTRIBUTE', 'VALUE']];
  if (textOf(username) !== '') rows.push(['Username', textOf(username)]);
  if (textOf(uid) !== '') rows.push(['UID', textOf(uid)]);
  if (listOf(groups).length > 0) rows.push(['Groups', goList(texts(groups))]);
  for (const [key, values] of Object.entries(fieldsOf(extra)).sort(([a], [b]) => (a < b ? -1 : 1))) {
    rows.push([`Extra: ${key}`, goList(texts(values))]);
  }
  call.environment.stdout(layOut(rows.map((cells) => `${cells.join('\t')}\n`).join(''), getStyle));
  return 0;
}

export const auth: Command = {
  name: 'auth',
  use: '',
  short: 'Inspect authorization',
  flags: [],
  helpTo: 'stderr',
  subcommands: [
    {
      name: 'can-i',
      use: 'VERB [TYPE | TYPE/NAME | NONRESOURCEURL]',
      short: 'Check whether an action is allowed',
      examples: [
        '# May I create pods here?',
        'kubectl auth can-i create pods',
        '# All that I may do here',
        'kubectl auth can-i --list',
        '# May somebody else?',
        'kubectl auth can-i delete deployments --as=jane',
      ],
      flags: [
        allNamespacesFlag,
        bool('list', 'Print all that is allowed.'),
        bool('no-headers', 'Leave the headers of tables out.'),
        bool('quiet', 'Print nothing; the exit code is the answer.', 'q'),
        text('subresource', 'A subresource, such as pod/log or deployment/scale.'),
      ],
      run: runCanI,
    },
    {
      name: 'reconcile',
      use: '-f FILENAME',
      short: 'Reconciles rules for RBAC role, role binding, cluster role, and cluster role binding objects',
      flags: [],
      takesAnything: true,
      run: () => fail('auth reconcile is not modelled: use apply -f'),
    },
    { name: 'whoami', use: '', short: 'Experimental: Check self subject attributes', flags: [...printFlags], run: runWhoAmI },
  ],
};
