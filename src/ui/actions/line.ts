import type { Intent } from '../../worker/protocol.ts';

const namespaceFlag = (namespace: string) => (namespace === 'default' ? '' : ` -n ${namespace}`);

/** The kubectl line that a button equals, to be shown before it is pressed; `line.test.ts` holds it against what kubectl's own functions report. */
export function lineOf(intent: Intent): string {
  if (intent.verb === 'delete') {
    const force = intent.force === true ? ' --grace-period=0 --force' : '';
    return `kubectl delete ${intent.object.kind.toLowerCase()}/${intent.object.name}${force}${namespaceFlag(intent.object.namespace)}`;
  }
  const target = `deployment/${intent.deployment.name}`;
  const flag = namespaceFlag(intent.deployment.namespace);
  switch (intent.verb) {
    case 'setImage':
      return `kubectl set image ${target} ${intent.images.map(({ container, image }) => `${container}=${image}`).join(' ')}${flag}`;
    case 'scale':
      return `kubectl scale ${target} --replicas=${intent.replicas}${flag}`;
    case 'undo':
      return `kubectl rollout undo ${target}${intent.toRevision === 0 ? '' : ` --to-revision=${intent.toRevision}`}${flag}`;
    case 'pause':
    case 'resume':
    case 'restart':
      return `kubectl rollout ${intent.verb} ${target}${flag}`;
  }
}
