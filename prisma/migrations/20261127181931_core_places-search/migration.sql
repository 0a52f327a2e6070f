-- What Prisma's schema cannot say of places. Every object here stands in prisma/hand-written.json with its reason.

-- Typos: which names share most of their groups of three letters.
create extension if not exists pg_trgm;
create index place_search_trigrams on place using gin (search gin_trgm_ops);
-- Beginnings: like 'inns%' in a country, whatever the database's collation is.
create index place_search_beginning on place (country, search text_pattern_ops);
create index place_postcode_beginning on place (country, postcode text_pattern_ops);
