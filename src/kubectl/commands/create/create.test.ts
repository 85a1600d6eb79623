import { describe, expect, test } from 'vitest';
import { kubectl } from '../../testing/fakeEnvironment.ts';

const dry = (line: string, files: Readonly<Record<string, string>> = {}): string => {
  const { out, err } = kubectl(`${line} --dry-run=client -o yaml`, [], {
    files: { read: (name) => files[name], names: () => Object.keys(files) },
  });
  return out === '' ? err : out;
};

describe('kubectl create configmap and secret', () => {
  test('take literals, files and lines of an environment', () => {
    expect(dry('create configmap c --from-literal=a=1 --from-file=key=f.txt --from-file=g.txt', { 'f.txt': 'F', 'g.txt': 'G' })).toBe(
      'apiVersion: v1\ndata:\n  a: "1"\n  g.txt: G\n  key: F\nkind: ConfigMap\nmetadata:\n  name: c\n',
    );
    expect(dry('create configmap c --from-env-file=e', { e: '# no\nA=1\n\nB=x=y\n' })).toContain('data:\n  A: "1"\n  B: x=y\n');
    expect(dry('create secret generic s --from-literal=a=hello --type=example.com/x')).toBe(
      'apiVersion: v1\ndata:\n  a: aGVsbG8=\nkind: Secret\nmetadata:\n  name: s\ntype: example.com/x\n',
    );
  });

  test('refuse what is no key, stands twice, or is no pair', () => {
    expect(dry('create configmap c --from-literal=a=1 --from-literal=a=2')).toBe(
      'error: cannot add key "a", another key by that name already exists in Data for ConfigMap "c"\n',
    );
    expect(dry('create configmap c --from-literal=a')).toBe('error: invalid literal source a, expected key=value\n');
    expect(dry('create configmap c --from-literal=a/b=1')).toContain('error: "a/b" is not a valid key name for a ConfigMap: ');
    expect(dry('create configmap c --from-env-file=e --from-literal=a=1', { e: '' })).toBe(
      'error: from-env-file cannot be combined with from-file or from-literal\n',
    );
  });

  test('a registry needs a user with a password', () => {
    const made = dry('create secret docker-registry r --docker-username=u --docker-password=p --docker-server=r.example');
    const [, data = ''] = /\.dockerconfigjson: (\S+)/.exec(made) ?? [];
    expect(Buffer.from(data, 'base64').toString()).toBe('{"auths":{"r.example":{"username":"u","password":"p","auth":"dTpw"}}}');
    expect(dry('create secret docker-registry r --docker-username=u')).toContain('--docker-server is required');
  });
});

describe('kubectl create role and its bindings', () => {
  test('a rule for each group, the groups in order', () => {
    expect(dry('create role r --verb=get,list --verb=get --resource=pods,deployments.apps/scale,services')).toBe(
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  name: r\nrules:\n- apiGroups:\n  - ""\n  resources:\n  - pods\n  - services\n  verbs:\n  - get\n  - list\n- apiGroups:\n  - apps\n  resources:\n  - deployments/scale\n  verbs:\n  - get\n  - list\n',
    );
    expect(dry('create role r --verb=get')).toBe('error: at least one resource must be specified\n');
    expect(dry('create role r --resource=pods')).toBe('error: at least one verb must be specified\n');
    expect(dry('create role r --verb=get --resource=foo')).toContain('the server doesn\'t have a resource type "foo"');
    expect(dry('create clusterrole r --verb=get --non-resource-url=/logs/*')).toContain(
      '- nonResourceURLs:\n  - /logs/*\n  verbs:\n  - get\n',
    );
    expect(dry('create clusterrole r --aggregation-rule=a=b')).toContain(
      'aggregationRule:\n  clusterRoleSelectors:\n  - matchLabels:\n      a: b\n',
    );
  });

  test('subjects of each kind', () => {
    const made = dry('create rolebinding b --clusterrole=view --user=jane --group=team --serviceaccount=shop:bot');
    expect(made).toContain('roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ClusterRole\n  name: view\n');
    expect(made).toContain('- kind: ServiceAccount\n  name: bot\n  namespace: shop\n');
    expect(dry('create rolebinding b --user=jane')).toBe('error: exactly one of clusterrole or role must be specified\n');
    expect(dry('create rolebinding b --role=r --serviceaccount=bot')).toBe('error: serviceaccount must be <namespace>:<name>\n');
  });
});

describe('kubectl create quota, pdb, service, priorityclass', () => {
  test('amounts are quantities', () => {
    expect(dry('create quota q --hard=pods=1,memory=1024Mi --scopes=BestEffort')).toContain(
      'hard:\n    memory: 1Gi\n    pods: "1"\n  scopes:\n  - BestEffort\n',
    );
    expect(dry('create quota q --hard=pods')).toBe('error: Invalid argument syntax pods, expected <resource>=<value>\n');
    expect(dry('create quota q --hard=pods=x')).toContain('quantities must match the regular expression');
  });

  test('a budget has a selector, with expressions too', () => {
    expect(dry('create pdb b --min-available=50% --selector=tier=a,env!=dev,app')).toContain(
      'selector:\n    matchExpressions:\n    - key: env\n      operator: NotIn\n      values:\n      - dev\n    - key: app\n      operator: Exists\n    matchLabels:\n      tier: a\n',
    );
    expect(dry('create pdb b --min-available=1')).toBe('error: a selector must be specified\n');
    expect(dry('create pdb b --selector=a=b --min-available=1 --max-unavailable=1')).toBe(
      'error: min-available and max-unavailable cannot be both specified\n',
    );
  });

  test('ports of services', () => {
    expect(dry('create service clusterip s --tcp=80:http')).toContain(
      'ports:\n  - name: 80-http\n    port: 80\n    protocol: TCP\n    targetPort: http\n',
    );
    expect(dry('create service nodeport s --tcp=80 --node-port=30080')).toContain('nodePort: 30080');
    expect(dry('create service externalname s --external-name=db.example')).toContain('externalName: db.example\n');
    expect(dry('create service clusterip s --clusterip=None')).toContain('clusterIP: None\n');
    expect(dry('create service clusterip s --tcp=99999')).toContain('must be between 0 and 65535');
  });

  test('a class of priority; what the cluster does not keep', () => {
    expect(dry('create priorityclass p --value=7 --description=d')).toBe(
      'apiVersion: scheduling.k8s.io/v1\ndescription: d\nkind: PriorityClass\nmetadata:\n  name: p\npreemptionPolicy: PreemptLowerPriority\nvalue: 7\n',
    );
    expect(kubectl('create job j').err).toContain('jobs are not modelled here');
  });
});

test('an image whose name no container may have gives one with letters', () => {
  expect(dry('create deployment x --image=registry.example.com:5000/team/my_app.v2:1')).toMatch(/name: my-app-v2-[a-z0-9]{5}\n/);
});
