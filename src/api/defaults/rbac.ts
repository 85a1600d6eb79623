/** upstream: pkg/apis/rbac/v1/defaults.go */
import { type Fields, fieldsOf, listOf, mapShared, replace, withDefaults } from '../fields.ts';
import type { KubeObject } from '../meta.ts';

type Stored = KubeObject & Fields;

const GROUP = 'rbac.authorization.k8s.io';

/** Roles, users and groups live in RBAC's own API group. */
export function roleBindingDefaults(binding: Stored): Stored {
  const roleRef = withDefaults(fieldsOf(binding['roleRef']), { apiGroup: GROUP });
  if (binding['subjects'] === undefined) return replace(binding as Fields, { roleRef }) as Stored;
  const subjects = mapShared(listOf(binding['subjects']).map(fieldsOf), (subject) =>
    subject['kind'] === 'User' || subject['kind'] === 'Group' ? withDefaults(subject, { apiGroup: GROUP }) : subject,
  );
  return replace(binding as Fields, { roleRef, subjects }) as Stored;
}
