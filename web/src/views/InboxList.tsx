import { Alert, Box, Button, Skeleton, Typography } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router';
import { inLanguage, type ApprovalRequest } from '../model/approvals';
import type { Page } from '../providers/approvalsApi';
import { useWorkspace } from '../providers/workspaceContext';
import { EmptyState } from './EmptyState';
import { useErrorText } from './messages';
import { showPath } from './paths';

/** So many are read at first, and by "more". */
const pageSize = 50;

/** The first of a list of tasks or requests; the rest by "more". */
export function InboxList<T>({ name, read, empty, children }: {
  readonly name: readonly unknown[];
  readonly read: (first: number, signal: AbortSignal) => Promise<Page<T>>;
  readonly empty: string;
  readonly children: (items: readonly T[]) => ReactNode;
}) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const [first, setFirst] = useState(pageSize);
  const { data, isPending, error, isFetching, refetch } = useQuery({ queryKey: ['approvals', ...name, first], queryFn: ({ signal }) => read(first, signal), placeholderData: keepPreviousData });
  if (isPending) return <Skeleton variant="rounded" height={200} aria-label={translate('ra.page.loading')} />;
  if (error !== null) return <Alert severity="error" action={<Button color="inherit" onClick={() => void refetch()}>{translate('app.retry')}</Button>}>{errorText(error)}</Alert>;
  if (data.items.length === 0) return <EmptyState title={empty} />;
  return (
    <Box>
      {children(data.items)}
      {data.total > data.items.length && (
        <Button fullWidth loading={isFetching} sx={{ mt: 1 }} onClick={() => setFirst(first + pageSize)}>{translate('pipeline.more', { smart_count: data.total - data.items.length })}</Button>
      )}
    </Box>
  );
}

/** What a task or request is about, leading there. */
export function RecordLine({ request }: { readonly request: ApprovalRequest }) {
  const locale = useLocale();
  const workspace = useWorkspace();
  const object = workspace.get(request.object);
  const title = `${inLanguage(request.flowLabel, locale, request.flow)} · ${request.recordName}`;
  if (object === undefined) return <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{title}</Typography>;
  return (
    <Typography component={RouterLink} to={`${showPath(request.object, request.record)}?tab=approval`} sx={{ fontWeight: 600, color: 'primary.main', overflowWrap: 'anywhere' }}>
      {title}
    </Typography>
  );
}
