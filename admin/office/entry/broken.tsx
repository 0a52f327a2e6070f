import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { ApiError } from '../../api/ask.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Empty } from '../../kit/parts/notice.tsx';
import { say } from '../../kit/text.ts';

/** In place of a page that could not be shown. */
export const Broken = ({ error }: { readonly error: unknown }) => (
  <main className="entry">
    <Empty
      isPage
      icon={<IconAlertTriangle size={18} stroke={1.7} />}
      isFault
      title={say('office.broken.title')}
      text={error instanceof ApiError ? error.message : say('kit.unexpected')}
    >
      <Button icon={<IconRefresh size={15} />} onClick={() => location.reload()}>
        {say('kit.tryAgain')}
      </Button>
    </Empty>
  </main>
);
