/**
 * Reviews: requests whose answer is an opinion. Nothing is stored, so they take no step and leave no trace.
 * upstream: pkg/registry/authorization/{selfsubjectaccessreview,selfsubjectrulesreview}, pkg/registry/authentication/selfsubjectreview
 */
import type { Answer, Request, Status } from '../../../api/client.ts';
import { type Fields, fieldsOf, isFields, textOf } from '../../../api/fields.ts';
import type { KubeObject, Time } from '../../../api/meta.ts';
import { granted, refused } from '../answer.ts';
import { badRequest } from '../refusals.ts';
import type { Store } from '../store.ts';
import { type Decision, decideOn, decideOnUrl } from './authorize.ts';
import { rulesFor } from './rules.ts';
import { type UserInfo, userInfo } from './user.ts';

type Reviewer = (spec: Fields, user: UserInfo, store: Store) => Fields;

const AUTHORIZATION = 'authorization.k8s.io/v1';

function decision(spec: Fields, user: UserInfo, store: Store): Decision {
  const { resourceAttributes, nonResourceAttributes } = spec;
  const text = (name: string): string => textOf(fieldsOf(resourceAttributes ?? nonResourceAttributes)[name]);
  if (resourceAttributes === undefined) return decideOnUrl(text('verb'), text('path'), user, store);
  return decideOn(
    {
      verb: text('verb'),
      group: text('group'),
      resource: text('resource'),
      subresource: text('subresource'),
      namespace: text('namespace'),
      name: text('name'),
    },
    user,
    store,
  );
}

/** `kubectl auth can-i VERB RESOURCE` */
const accessReview: Reviewer = (spec, user, store) => {
  const { isAllowed, reason } = decision(spec, user, store);
  return { allowed: isAllowed, ...(reason === '' ? {} : { reason }) };
};

/** `kubectl auth can-i --list` */
const rulesReview: Reviewer = (spec, user, store) => {
  const { rules, problems } = rulesFor(user, textOf(spec['namespace']), store);
  const held = rules.map(({ rule }) => rule);
  return {
    resourceRules: held
      .filter(({ resources = [] }) => resources.length > 0)
      .map(({ verbs = [], apiGroups, resources, resourceNames }) => ({
        verbs,
        ...(apiGroups === undefined ? {} : { apiGroups }),
        ...(resources === undefined ? {} : { resources }),
        ...(resourceNames === undefined ? {} : { resourceNames }),
      })),
    nonResourceRules: held
      .filter(({ nonResourceURLs = [] }) => nonResourceURLs.length > 0)
      .map(({ verbs = [], nonResourceURLs }) => ({ verbs, nonResourceURLs })),
    incomplete: false,
    ...(problems.length === 0 ? {} : { evaluationError: problems.join(', ') }),
  };
};

/** `kubectl auth whoami` */
const identity: Reviewer = (_, user) => ({ userInfo: user });

const reviewers: Readonly<Record<string, Reviewer>> = {
  [`${AUTHORIZATION} SelfSubjectAccessReview`]: accessReview,
  [`${AUTHORIZATION} SelfSubjectRulesReview`]: rulesReview,
  'authentication.k8s.io/v1 SelfSubjectReview': identity,
};

function reviewerOf(object: unknown): Reviewer | undefined {
  if (!isFields(object)) return undefined;
  const id = `${textOf(object['apiVersion'])} ${textOf(object['kind'])}`;
  return Object.hasOwn(reviewers, id) ? reviewers[id] : undefined;
}

/** Whether a request only asks for an opinion. */
export function isReview(request: Request): boolean {
  return request.verb === 'create' && request.subresource === undefined && reviewerOf(request.object) !== undefined;
}

/** upstream: ValidateSelfSubjectAccessReviewSpec */
function problemOf(kind: string, spec: Fields): Status | undefined {
  if (kind !== 'SelfSubjectAccessReview') return undefined;
  const [hasResource, hasUrl] = [isFields(spec['resourceAttributes']), isFields(spec['nonResourceAttributes'])];
  if (hasResource !== hasUrl) return undefined;
  const [field, value, why] = hasResource
    ? (['spec.nonResourceAttributes', spec['nonResourceAttributes'], 'cannot be specified in combination with resourceAttributes'] as const)
    : (['spec.resourceAttributes', null, 'exactly one of nonResourceAttributes or resourceAttributes must be specified'] as const);
  const message = `Invalid value: ${JSON.stringify(value)}: ${why}`;
  return {
    code: 422,
    reason: 'Invalid',
    message: `${kind}.authorization.k8s.io "" is invalid: ${field}: ${message}`,
    details: { group: 'authorization.k8s.io', kind, causes: [{ reason: 'FieldValueInvalid', message, field }] },
  };
}

/** The review with its status. */
export function review(object: unknown, username: string | undefined, time: Time, store: Store): Answer {
  const reviewer = reviewerOf(object);
  if (reviewer === undefined || !isFields(object)) return refused(badRequest('this is no review'));
  const { apiVersion, kind, spec } = object;
  const refusal = problemOf(textOf(kind), fieldsOf(spec));
  if (refusal !== undefined) return refused(refusal);
  const status = reviewer(fieldsOf(spec), userInfo(username), store);
  // A review has no name. upstream: ObjectMeta.Name is left out when it is empty
  const metadata = { creationTimestamp: time } as unknown as KubeObject['metadata'];
  return granted({
    apiVersion: textOf(apiVersion),
    kind: textOf(kind),
    metadata,
    ...(spec === undefined ? {} : { spec }),
    status,
  } as KubeObject);
}
