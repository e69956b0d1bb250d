import AddOutlined from '@mui/icons-material/AddOutlined';
import { Box, Button, Paper, Skeleton, TablePagination, Typography } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router';
import type { WorkspaceObject, WorkspaceRelatedList } from '../api/workspace.generated';
import type { AppRecord } from '../model/records';
import { ObjectIcon } from '../fields/icons';
import { refOf } from '../providers/recordsApi';
import { useRecords, useWorkspace } from '../providers/workspaceContext';
import { useErrorText } from './messages';
import { createPath } from './paths';
import { RecordTable } from './RecordTable';

const perPage = 10;

/** The records of a to-many relation of one record, a page at a time. */
export function RelatedList({ object, record, list }: {
  readonly object: WorkspaceObject;
  readonly record: AppRecord;
  readonly list: WorkspaceRelatedList;
}) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const workspace = useWorkspace();
  const records = useRecords();
  const [page, setPage] = useState(1);
  const relation = workspace.relation(object.name, list.relation);
  const child = relation === undefined ? undefined : workspace.get(relation.object);
  const { data, isPending, error } = useQuery({
    queryKey: [child?.name ?? '', 'related', object.name, record.id, list.relation, page],
    queryFn: ({ signal }) => records.list({
      object: child?.name ?? '', columns: list.columns, sort: list.sort, page, perPage,
      through: { object: object.name, id: record.id, relation: list.relation }, signal,
    }),
    enabled: child !== undefined,
    placeholderData: keepPreviousData,
  });
  if (relation === undefined || child === undefined) return null;
  const back = workspace.field(child.name, relation.field);
  const columns = workspace.resolveAll(child, list.columns);
  return (
    <Paper variant="outlined" component="section" aria-label={relation.label}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, px: 2, py: 1.25 }}>
        <ObjectIcon icon={child.icon} fontSize="small" color="action" />
        <Typography sx={{ fontWeight: 600, flex: 1 }}>
          {relation.label}
          {data !== undefined && <Typography component="span" color="text.secondary"> ({data.total})</Typography>}
        </Typography>
        {child.canCreate === true && back !== undefined && back.readOnly !== true && (
          <Button size="small" startIcon={<AddOutlined />} component={RouterLink} to={createPath(child, { field: back, value: refOf(object, record) })}>
            {translate('list.create', { name: child.label })}
          </Button>
        )}
      </Box>
      {error !== null && <Typography color="error" sx={{ px: 2, pb: 2 }}>{errorText(error)}</Typography>}
      {isPending && error === null && <Box sx={{ px: 2, pb: 2 }}><Skeleton height={36} /><Skeleton height={36} /></Box>}
      {data !== undefined && data.total === 0 && <Typography color="text.secondary" sx={{ px: 2, pb: 2 }}>{translate('record.noRelated')}</Typography>}
      {data !== undefined && data.total > 0 && <RecordTable object={child} columns={columns} records={data.records} label={relation.label} />}
      {data !== undefined && data.total > perPage && (
        <TablePagination
          component="div" count={data.total} page={page - 1} rowsPerPage={perPage} rowsPerPageOptions={[]} onPageChange={(_, next) => setPage(next + 1)}
          labelDisplayedRows={({ from, to, count }) => translate('ra.navigation.page_range_info', { offsetBegin: from, offsetEnd: to, total: count })}
          getItemAriaLabel={(type) => translate(`ra.navigation.${type}`)}
        />
      )}
    </Paper>
  );
}
