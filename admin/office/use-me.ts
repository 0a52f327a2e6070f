import { useQuery } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';
import { type Me, readMe } from './session.ts';

/** Who is signed in, and which plugins are on: as it is now, also after a switch while the page stands. */
export function useMe(): Me {
  const { me } = useRouteContext({ from: '/office' });
  return useQuery({ queryKey: ['me'], queryFn: readMe, staleTime: 60_000 }).data ?? me;
}
