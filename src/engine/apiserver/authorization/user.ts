/** Who asks. Authentication is not modelled: a request says by itself who sends it. */

/** Whoever names nobody is this one, who may do everything. */
export const ADMINISTRATOR = 'kubernetes-admin';

/** Who belongs to it may do everything, whatever roles say. upstream: user.SystemPrivilegedGroup */
const PRIVILEGED = 'system:masters';

const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

export interface UserInfo {
  readonly username: string;
  readonly groups: readonly string[];
}

/** What the server knows of a user by its name. */
export function userInfo(username: string = ADMINISTRATOR): UserInfo {
  const [, namespace] = SERVICE_ACCOUNT.exec(username) ?? [];
  if (namespace !== undefined)
    return { username, groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'] };
  return { username, groups: [...(username === ADMINISTRATOR ? [PRIVILEGED] : []), 'system:authenticated'] };
}

/** Whether no role is asked about this user. */
export function isPrivileged({ groups }: UserInfo): boolean {
  return groups.includes(PRIVILEGED);
}
