import { IconBuildingStore } from '@tabler/icons-react';
import { elsewhere } from '../../kit/page-facts.ts';
import { Empty } from '../../kit/parts/notice.tsx';
import { say } from '../../kit/text.ts';

/** A host name that leads to no brand: says so, and in the demo where the brands are. */
export const NoBrand = () => (
  <main className="entry">
    <title>Voltkontor</title>
    <div className="card">
      <Empty
        isPage
        icon={<IconBuildingStore size={18} stroke={1.7} />}
        title={say('office.noBrand.title')}
        text={say(elsewhere.length > 0 ? 'office.noBrand.demo' : 'office.noBrand.text')}
      >
        {elsewhere.map(({ id, name, url }) => (
          <a key={url + id} className="btn" href={url}>
            {name}
          </a>
        ))}
      </Empty>
    </div>
  </main>
);
