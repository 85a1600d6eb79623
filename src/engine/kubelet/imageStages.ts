/** The rows of the image: is it there, may it be pulled, did the pull work. upstream: pkg/kubelet/images/image_manager.go EnsureImageExists */
import { inBackOffSinceUpdate, nextBackOff } from './backOff.ts';
import { missingPullSecrets } from './config.ts';
import { imageNameError } from './imageNames.ts';
import { type ContainerLife, containerOf, setContainer } from './life.ts';
import { isBeingPulled, isPulled, queuePull, setBeingPulled, setPulled } from './nodes.ts';
import type { Pull } from './runtime.ts';
import { fail, type Stage } from './stage.ts';
import { isImageHidden, isStruckAtAll, isStruckBy } from './struck.ts';
import { emit, type PodSync, specOf, subjectOf } from './sync.ts';
import { presentText, pullBackOffText, pulledText } from './texts.ts';

function imageOf({ draft }: PodSync, container: string): string {
  return specOf(draft.pod, container).image ?? '';
}

function isPresent(sync: PodSync, container: string): boolean {
  const image = imageOf(sync, container);
  if (isImageHidden(sync, container)) return false;
  return sync.runtime.preloaded(sync.pass, image) || isPulled(sync.pass.memory, sync.draft.node, image);
}

/** upstream: shouldPullImage; the default policy was filled in by the API server. */
function policyOf(sync: PodSync, container: string): string {
  if (isStruckBy(sync, 'imageNeverPull', container)) return 'Never';
  return specOf(sync.draft.pod, container).imagePullPolicy ?? 'IfNotPresent';
}

function nameErrorOf(sync: PodSync, container: string): string | undefined {
  return isStruckBy(sync, 'imageInvalidName', container) ? 'invalid reference format' : imageNameError(imageOf(sync, container));
}

function isPullNeeded(sync: PodSync, container: string): boolean {
  return policyOf(sync, container) === 'Always' || !isPresent(sync, container);
}

/** The back-off of this container's image; one of another image does not count. */
function pullsOf(sync: PodSync, container: string): ContainerLife['pulls'] {
  const { pulls } = containerOf(sync.draft, container);
  return pulls?.image === imageOf(sync, container) ? pulls : undefined;
}

function pullOf(sync: PodSync, container: string): Pull {
  const { pullAttempts } = containerOf(sync.draft, container);
  return sync.runtime.pull(sync.pass, subjectOf(sync, container, 'next'), pullAttempts, sync.draft.pullAgain);
}

function withoutFaults(sync: PodSync): PodSync {
  const { faults = [] } = sync.pass;
  return faults.length === 0 ? sync : { ...sync, pass: { ...sync.pass, faults: [] } };
}

export const imageStages: readonly Stage[] = [
  {
    name: 'the image has no valid name',
    at: 'image',
    shows: 'configError',
    when: (sync, container) => nameErrorOf(sync, container) !== undefined,
    leads: (sync, container) => {
      const image = imageOf(sync, container);
      const message = `Failed to apply default image tag "${image}": couldn't parse image name "${image}": ${nameErrorOf(sync, container)}`;
      emit(sync, container, 'Warning', 'InspectFailed', message);
      emit(sync, container, 'Warning', 'Failed', 'Error: InvalidImageName');
      return fail(sync, container, 'InvalidImageName', message);
    },
  },
  {
    name: 'the image is absent and may not be pulled',
    at: 'image',
    shows: 'configError',
    when: (sync, container) => policyOf(sync, container) === 'Never' && !isPresent(sync, container),
    leads: (sync, container) => {
      const message = `Container image "${imageOf(sync, container)}" is not present with pull policy of Never`;
      emit(sync, container, 'Warning', 'ErrImageNeverPull', message);
      emit(sync, container, 'Warning', 'Failed', 'Error: ErrImageNeverPull');
      return fail(sync, container, 'ErrImageNeverPull', message);
    },
  },
  {
    name: 'the image is present',
    at: 'image',
    shows: 'containerStart',
    when: (sync, container) => !isPullNeeded(sync, container),
    leads: (sync, container) => {
      emit(sync, container, 'Normal', 'Pulled', presentText(sync.pass.minor, imageOf(sync, container)));
      return 'create';
    },
  },
  {
    name: 'the last pull failed a short while ago',
    at: 'image',
    shows: 'imageBackOff',
    when: (sync, container) => inBackOffSinceUpdate(pullsOf(sync, container), sync.pass.now),
    leads: (sync, container) => {
      const image = imageOf(sync, container);
      emit(sync, container, 'Normal', 'BackOff', `Back-off pulling image "${image}"`);
      emit(sync, container, 'Warning', 'Failed', 'Error: ImagePullBackOff');
      const error = pullsOf(sync, container)?.error ?? '';
      return fail(sync, container, 'ImagePullBackOff', pullBackOffText(sync.pass.minor, image, error));
    },
  },
  {
    name: 'the image is pulled',
    at: 'image',
    shows: 'imagePull',
    begins: (sync, container) => {
      const image = imageOf(sync, container);
      emit(sync, container, 'Normal', 'Pulling', `Pulling image "${image}"`);
      const { memory } = sync.pass;
      sync.draft.pullAgain = isPresent(sync, container) || isBeingPulled(memory, sync.draft.node, image);
    },
    lasts: (sync, container) => {
      const pull = pullOf(sync, container);
      const { takesMs, error } = pull;
      sync.draft.pull = isStruckAtAll(sync, container) ? pull : undefined;
      if (error === undefined) setBeingPulled(sync.pass.memory, sync.draft.node, imageOf(sync, container));
      sync.draft.pullWaitMs = sync.runtime.serialPulls ? queuePull(sync.pass, sync.draft.node, takesMs) : 0;
      return sync.draft.pullWaitMs + takesMs;
    },
    leads: (sync, container) => {
      // What came over the image while it was pulled is for the next pull.
      const pull = sync.draft.pull ?? pullOf(withoutFaults(sync), container);
      sync.draft.pull = undefined;
      const { pullAttempts } = containerOf(sync.draft, container);
      setContainer(sync.draft, container, { pullAttempts: pullAttempts + 1 });
      return pull.error === undefined ? pulled(sync, container, pull) : pullFailed(sync, container, pull.error);
    },
  },
];

function pulled(sync: PodSync, container: string, { takesMs, sizeBytes }: Pull): 'create' {
  const { pass, draft } = sync;
  const image = imageOf(sync, container);
  setPulled(pass.memory, draft.node, image);
  emit(sync, container, 'Normal', 'Pulled', pulledText(pass.minor, image, takesMs, draft.pullWaitMs, sizeBytes));
  return 'create';
}

function pullFailed(sync: PodSync, container: string, error: string): ReturnType<typeof fail> {
  const { pass, draft } = sync;
  const image = imageOf(sync, container);
  emit(sync, container, 'Warning', 'Failed', `Failed to pull image "${image}": ${error}`);
  emit(sync, container, 'Warning', 'Failed', 'Error: ErrImagePull');
  const secrets = missingPullSecrets(pass, draft.pod);
  if (secrets.length > 0 && pass.minor >= 37) {
    const message = `Unable to retrieve some image pull secrets (${secrets.join(', ')}); attempting to pull the image may not succeed.`;
    emit(sync, undefined, 'Warning', 'FailedToRetrieveImagePullSecret', message);
  }
  const pulls = { ...nextBackOff(pullsOf(sync, container), pass.now, pass.now), image, error };
  setContainer(draft, container, { pulls });
  return fail(sync, container, 'ErrImagePull', error);
}
