import { describe, expect, test } from 'vitest';
import { DeprecatedRollbackTo, RevisionAnnotation } from './revision.ts';
import { Lockstep } from './testing/lockstep.ts';

/** Two finished revisions, then the annotation that asks for a rollback. */
function askForRollback(revision: string): Lockstep {
  const cluster = new Lockstep({ replicas: 2 });
  cluster.rollOut();
  cluster.setTemplate('v2');
  cluster.rollOut();
  const { deployment } = cluster;
  const annotations = { ...deployment.metadata.annotations, [DeprecatedRollbackTo]: revision };
  cluster.deployment = { ...deployment, metadata: { ...deployment.metadata, annotations } };
  return cluster;
}

describe('a rollback by annotation', () => {
  // asked for → event, image after
  test.each([
    ['0', 'Rolled back deployment "web" to revision 1', 'app:v1'],
    ['1', 'Rolled back deployment "web" to revision 1', 'app:v1'],
    ['2', 'The rollback revision contains the same template as current deployment "web"', 'app:v2'],
    ['9', 'Unable to find the revision to rollback to.', 'app:v2'],
  ])('to %s', (revision, message, image) => {
    const cluster = askForRollback(revision);
    cluster.rollOut();
    expect(cluster.messages).toContain(message);
    expect(cluster.deployment.spec.template.spec.containers[0]?.image).toBe(image);
    expect(cluster.deployment.metadata.annotations).not.toHaveProperty([DeprecatedRollbackTo]);
    expect(cluster.replicaSet(image === 'app:v1' ? 'v1' : 'v2')?.spec.replicas).toBe(2);
    expect(cluster.deployment.metadata.annotations?.[RevisionAnnotation]).toBe(image === 'app:v1' ? '3' : '2');
  });

  test('what is no number is no request', () => {
    const cluster = askForRollback('soon');
    expect(cluster.rollOut()).toEqual([]);
    expect(cluster.deployment.metadata.annotations).toHaveProperty([DeprecatedRollbackTo]);
  });
});
