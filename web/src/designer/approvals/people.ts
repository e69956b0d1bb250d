import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { graphql } from '../../api/graphql';
import { isRecord, text } from '../../api/problems';

interface Addressed {
  readonly email: string;
  readonly name: string;
}

function nodes(value: unknown): readonly Record<string, unknown>[] {
  return isRecord(value) && Array.isArray(value.nodes) ? value.nodes.filter(isRecord) : [];
}

/** Active users that a term fits, with their addresses. */
export function useUsers(term: string, enabled: boolean): readonly Addressed[] {
  const { data } = useQuery({
    queryKey: ['User', 'addresses', term], enabled, staleTime: 30_000, placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<readonly Addressed[]> => {
      const found = await graphql(
        'query Users($search: String) { list: users(search: $search, first: 20, filter: { active: { eq: true } }, orderBy: [{ name: ASC }]) { nodes { name email } } }',
        { search: term === '' ? undefined : term }, { signal });
      return nodes(found.list).flatMap((u) => (text(u.email) === undefined ? [] : [{ email: String(u.email), name: text(u.name) ?? String(u.email) }]));
    },
  });
  return data ?? [];
}

/** Names of the teams. */
export function useTeams(enabled: boolean): readonly string[] {
  const { data } = useQuery({
    queryKey: ['Team', 'names'], enabled, staleTime: 30_000,
    queryFn: async ({ signal }) => nodes((await graphql('query Teams { list: teams(first: 200, orderBy: [{ name: ASC }]) { nodes { name } } }', {}, { signal })).list).map((t) => String(t.name)),
  });
  return data ?? [];
}
