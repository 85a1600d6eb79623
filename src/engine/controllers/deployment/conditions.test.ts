import { describe, expect, test } from 'vitest';
import type { DeploymentCondition } from '../../../api/apps.ts';
import { type ConditionReason, newDeploymentCondition, setDeploymentCondition } from './conditions.ts';

const [early, late] = ['2026-01-05T09:00:00Z', '2026-01-05T09:00:09Z'];

function progressing(
  status: 'True' | 'False' | 'Unknown',
  reason: ConditionReason,
  time: string,
  message = reason as string,
): DeploymentCondition {
  return newDeploymentCondition('Progressing', status, reason, message, time);
}

const available = newDeploymentCondition('Available', 'True', 'MinimumReplicasAvailable', 'ok', early);

describe('setting a condition', () => {
  test('same status and reason: nothing changes, not even message and times', () => {
    const conditions = [progressing('True', 'ReplicaSetUpdated', early, 'first'), available];
    expect(setDeploymentCondition(conditions, progressing('True', 'ReplicaSetUpdated', late, 'second'))).toBe(conditions);
  });

  test('same status, other reason: the transition time stays, the condition moves to the end', () => {
    const conditions = [progressing('True', 'NewReplicaSetCreated', early), available];
    expect(setDeploymentCondition(conditions, progressing('True', 'NewReplicaSetAvailable', late))).toEqual([
      available,
      { ...progressing('True', 'NewReplicaSetAvailable', late), lastTransitionTime: early },
    ]);
  });

  test('other status: both times are new', () => {
    const conditions = [progressing('True', 'ReplicaSetUpdated', early), available];
    const timedOut = progressing('False', 'ProgressDeadlineExceeded', late);
    expect(setDeploymentCondition(conditions, timedOut)).toEqual([available, timedOut]);
  });

  test('a new type is appended', () => {
    expect(setDeploymentCondition([available], progressing('True', 'FoundNewReplicaSet', late)).map(({ type }) => type)).toEqual([
      'Available',
      'Progressing',
    ]);
  });
});
