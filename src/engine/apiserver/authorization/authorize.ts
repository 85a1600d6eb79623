/** Whether a user may do what a request asks, or look at what it wants to see. upstream: plugin/pkg/auth/authorizer/rbac */
import type { Reading, Request, Status } from '../../../api/client.ts';
import type { PolicyRule } from '../../../api/rbac.ts';
import type { Store } from '../store.ts';
import { type Action, actionOf, actionOfReading } from './action.ts';
import { rulesFor } from './rules.ts';
import { isPrivileged, type UserInfo, userInfo } from './user.ts';

/** What the authorizer answers. */
export interface Decision {
  readonly isAllowed: boolean;
  /** Why it is allowed, or which roles could not be found; '' where there is nothing to say. */
  readonly reason: string;
}

/** upstream: RuleAllows */
function allows(rule: PolicyRule, { verb, group, resource, subresource, name }: Action): boolean {
  const holds = (list: readonly string[] | undefined, ...wanted: readonly string[]): boolean =>
    list?.some((each) => each === '*' || wanted.includes(each)) === true;
  const combined = subresource === '' ? [resource] : [`${resource}/${subresource}`, `*/${subresource}`];
  return (
    holds(rule.verbs, verb) &&
    holds(rule.apiGroups, group) &&
    holds(rule.resources, ...combined) &&
    ((rule.resourceNames?.length ?? 0) === 0 || rule.resourceNames?.includes(name) === true)
  );
}

/** Whether a rule's URL, which may end in `*`, stands for a path. upstream: NonResourceURLMatches */
export function matchesUrl(url: string, path: string): boolean {
  return url === '*' || url === path || (url.endsWith('*') && path.startsWith(url.slice(0, -1)));
}

function decide(user: UserInfo, namespace: string, store: Store, isEnough: (rule: PolicyRule) => boolean): Decision {
  if (isPrivileged(user)) return { isAllowed: true, reason: '' };
  const { rules, problems } = rulesFor(user, namespace, store);
  const found = rules.find(({ rule }) => isEnough(rule));
  if (found !== undefined) return { isAllowed: true, reason: `RBAC: allowed by ${found.source}` };
  const words = problems.length === 1 ? problems[0] : `[${problems.join(', ')}]`;
  return { isAllowed: false, reason: problems.length === 0 ? '' : `RBAC: ${words}` };
}

/** Whether the user may do this to a resource. */
export function decideOn(action: Action, user: UserInfo, store: Store): Decision {
  return decide(user, action.namespace, store, (rule) => allows(rule, action));
}

/** Whether the user may use this path of the server, which is no resource. */
export function decideOnUrl(verb: string, path: string, user: UserInfo, store: Store): Decision {
  return decide(
    user,
    '',
    store,
    ({ verbs = [], nonResourceURLs = [] }) =>
      verbs.some((each) => each === '*' || each === verb) && nonResourceURLs.some((url) => matchesUrl(url, path)),
  );
}

/** upstream: forbiddenMessage */
function denied(username: string, action: Action, reason: string): Status {
  const { verb, group, resource, subresource, namespace, name } = action;
  const what = subresource === '' ? resource : `${resource}/${subresource}`;
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const subject = `${group === '' ? resource : `${resource}.${group}`}${name === '' ? '' : ` "${name}"`}`;
  const why = reason === '' ? '' : `: ${reason}`;
  return {
    code: 403,
    reason: 'Forbidden',
    message: `${subject} is forbidden: User "${username}" cannot ${verb} resource "${what}" in API group "${group}" ${where}${why}`,
    details: { ...(name === '' ? {} : { name }), ...(group === '' ? {} : { group }), kind: resource },
    facts: { rule: 'rbac', user: username, ...action },
  };
}

function refusalOf(action: Action, username: string | undefined, store: Store): Status | undefined {
  const user = userInfo(username);
  const { isAllowed, reason } = decideOn(action, user, store);
  return isAllowed ? undefined : denied(user.username, action, reason);
}

/** The refusal of a request that its user has no right to; undefined if all is well. */
export function authorize(request: Request, store: Store): Status | undefined {
  const action = actionOf(request);
  return action && refusalOf(action, request.user, store);
}

/** The refusal of looking at something; undefined if the user may. */
export function authorizeReading(reading: Reading, user: string | undefined, store: Store): Status | undefined {
  return refusalOf(actionOfReading(reading), user, store);
}
