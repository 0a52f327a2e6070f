import { IconBuildingStore } from '@tabler/icons-react';
import { brand } from '../page-facts.ts';
import { say } from '../text.ts';
import { Empty } from './notice.tsx';

/** Stands where a page of a brand would stand that sells no more. */
export const Closed = () => (
  <main className="on-canvas">
    <title>{brand.name}</title>
    <Empty isPage icon={<IconBuildingStore size={18} stroke={1.7} />} title={say('kit.closed.title')} text={say('kit.closed.text')} />
  </main>
);
