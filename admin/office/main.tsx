import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ApiError, OFFLINE } from '../api/ask.ts';
import { hasBrand } from '../kit/page-facts.ts';
import { start } from '../kit/start.tsx';
import { loadTexts, type TextFile } from '../kit/text.ts';
import { NoBrand } from './entry/no-brand.tsx';
import { officeRouter } from './routes.tsx';
import './office.css';

await loadTexts([import.meta.glob<TextFile>('../locales/kit.*.json'), import.meta.glob<TextFile>('../locales/office.*.json')]);

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What the server refused, it refuses again; a line that was down may be up.
      retry: (count, error) => count < 2 && error instanceof ApiError && error.code === OFFLINE,
      refetchOnWindowFocus: true,
    },
  },
});

start(
  'office',
  hasBrand ? (
    <QueryClientProvider client={queries}>
      <RouterProvider router={officeRouter(queries)} />
    </QueryClientProvider>
  ) : (
    <NoBrand />
  ),
);
