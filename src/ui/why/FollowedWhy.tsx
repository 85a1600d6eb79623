import { LaterWords } from '../../i18n/index.ts';
import { useApp } from '../../store/index.ts';
import { WhyCard } from './WhyCard.tsx';

/** Why the followed Deployment waits. */
export default function FollowedWhy() {
  const why = useApp(({ cluster }) => cluster.why);
  return why === null ? null : (
    <LaterWords>
      <WhyCard why={why} />
    </LaterWords>
  );
}
