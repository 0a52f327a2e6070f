import type pg from 'pg';

/** What a database holds, as "kind name" -> definition. */
export type Catalogue = ReadonlyMap<string, string>;

/**
 * Everything in the schema public that migrations can make, except what an extension brought and the history of the
 * migrations itself. Column order, comments and rights are left out: they change no behaviour that the code relies on.
 */
export async function readCatalogue(client: pg.Client): Promise<Catalogue> {
  const { rows } = await client.query<{ object: string; definition: string }>(`${HELPERS} ${PARTS.join(' union all ')} order by object`);
  return new Map(rows.map(({ object, definition }) => [object, definition]));
}

const HELPERS = `
  with own as (
    select c.oid, c.relname, c.relkind, c.relrowsecurity
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relname not like '\\_prisma\\_migrations%'
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  )`;

const PARTS = [
  `select 'table ' || relname as object, relkind::text || case when relrowsecurity then ' with row security' else '' end as definition
   from own where relkind in ('r', 'p', 'f')`,
  `select 'view ' || relname, relkind::text || ' ' || pg_get_viewdef(oid) from own where relkind in ('v', 'm')`,
  `select 'column ' || own.relname || '.' || a.attname,
     format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
       || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') || coalesce(' collate ' || l.collname, '')
       || case when a.attidentity <> '' then ' identity ' || a.attidentity::text else '' end
       || case when a.attgenerated <> '' then ' generated ' || a.attgenerated::text else '' end
   from own join pg_attribute a on a.attrelid = own.oid and a.attnum > 0 and not a.attisdropped
     left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     left join pg_collation l on l.oid = a.attcollation and l.collname <> 'default'
   where own.relkind in ('r', 'p', 'f')`,
  `select 'index ' || own.relname, pg_get_indexdef(own.oid) || case when i.indisvalid then '' else ' (invalid)' end
   from own join pg_index i on i.indexrelid = own.oid`,
  `select 'sequence ' || own.relname, format_type(s.seqtypid, null) || ' start ' || s.seqstart || ' by ' || s.seqincrement
   from own join pg_sequence s on s.seqrelid = own.oid`,
  // Not-null constraints (contype n) stand with their column.
  `select 'constraint ' || own.relname || '.' || c.conname, pg_get_constraintdef(c.oid)
     || case when c.convalidated then '' else ' (not valid)' end
   from own join pg_constraint c on c.conrelid = own.oid where c.contype not in ('n', 't')`,
  `select 'trigger ' || own.relname || '.' || t.tgname, pg_get_triggerdef(t.oid)
     || case when t.tgenabled = 'O' then '' else ' (' || t.tgenabled::text || ')' end
   from own join pg_trigger t on t.tgrelid = own.oid where not t.tgisinternal`,
  `select 'policy ' || own.relname || '.' || p.polname,
     concat_ws(' ', p.polcmd, p.polpermissive, pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
   from own join pg_policy p on p.polrelid = own.oid`,
  `select 'enum ' || t.typname, string_agg(e.enumlabel, ', ' order by e.enumsortorder)
   from pg_type t join pg_enum e on e.enumtypid = t.oid where t.typnamespace = 'public'::regnamespace group by t.typname`,
  `select 'domain ' || t.typname, format_type(t.typbasetype, t.typtypmod) from pg_type t
   where t.typtype = 'd' and t.typnamespace = 'public'::regnamespace
     and not exists (select from pg_depend d where d.objid = t.oid and d.deptype = 'e')`,
  `select 'function ' || p.oid::regprocedure, pg_get_functiondef(p.oid) from pg_proc p
   where p.pronamespace = 'public'::regnamespace and p.prokind in ('f', 'p')
     and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  `select 'extension ' || extname, '' from pg_extension where extname <> 'plpgsql'`,
];
