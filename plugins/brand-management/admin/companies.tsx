import { useState } from 'react';
import { ApiError, ask, Notice, TableCard, toast, useRefresh } from '#admin';
import { BrandManagementSetPartnerDocument } from '#operations/brand-management';
import type { People } from './people.facts.ts';
import { say } from './texts.ts';

/** Which company sells which of the brands; each tick counts at once. */
export function Companies({ known: { brands, companies } }: { readonly known: People }) {
  const refresh = useRefresh();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const set = async (partnerId: string, brandId: string, sells: boolean) => {
    setBusy(`${partnerId} ${brandId}`);
    setProblem(null);
    try {
      await ask(BrandManagementSetPartnerDocument, { partnerId, brandId, sells });
      toast(say('brand-management.look.saved'));
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
    } finally {
      setBusy(null);
    }
  };
  return (
    <>
      {problem !== null && (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      )}
      <TableCard
        title={say('brand-management.companies.title')}
        head={[{ label: say('brand-management.companies.name') }, ...brands.map(({ name }) => ({ label: name }))]}
        rows={companies.map(({ partnerId, name, sells }) => ({
          id: partnerId,
          cells: [
            name,
            ...brands.map((brand) => (
              <input
                key={brand.brandId}
                type="checkbox"
                aria-label={say('brand-management.companies.sells', { company: name, brand: brand.name })}
                checked={sells.includes(brand.brandId)}
                disabled={busy === `${partnerId} ${brand.brandId}`}
                onChange={({ target }) => void set(partnerId, brand.brandId, target.checked)}
              />
            )),
          ],
        }))}
      />
    </>
  );
}
