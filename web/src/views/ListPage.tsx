import AddOutlined from '@mui/icons-material/AddOutlined';
import BookmarkBorderOutlined from '@mui/icons-material/BookmarkBorderOutlined';
import FilterListOutlined from '@mui/icons-material/FilterListOutlined';
import SearchOutlined from '@mui/icons-material/SearchOutlined';
import ViewKanbanOutlined from '@mui/icons-material/ViewKanbanOutlined';
import {
  Alert, Box, Button, Chip, Fab, InputAdornment, LinearProgress, Paper, Skeleton, Tab, Tabs, TextField, Typography, useMediaQuery,
  type Theme,
} from '@mui/material';
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { ListBase, Pagination, useListContext, useTranslate } from 'react-admin';
import { Link as RouterLink, useLocation, useNavigate } from 'react-router';
import type { WorkspaceObject } from '../api/workspace.generated';
import { countConditions, emptyGroup, type ConditionGroup } from '../model/filters';
import type { AppRecord } from '../model/records';
import type { FieldPath, Workspace } from '../model/workspace';
import { ObjectIcon } from '../fields/icons';
import { readListFilter, type ListFilter } from '../providers/dataProvider';
import { useWorkspace } from '../providers/workspaceContext';
import { BulkBar } from './BulkBar';
import { useConditionText } from './conditionText';
import { EmptyState } from './EmptyState';
import { rememberListed } from './listed';
import { useErrorReport } from './messages';
import { boardPath, createPath, listPath } from './paths';
import { RecordTable } from './RecordTable';
import { lookPath, useSavedViews } from './savedViews';
import { useShortcut } from './shortcuts';
import { ViewMenu } from './ViewMenu';

const FilterDrawer = lazy(async () => ({ default: (await import('./FilterDrawer')).FilterDrawer }));

/** The list of an object: views as tabs, search, filter, sort and paging, all of it in the address. */
export function ListPage({ object }: { readonly object: WorkspaceObject }) {
  const workspace = useWorkspace();
  const filter = readListFilter(filterOfAddress(useLocation().search));
  const view = workspace.view(object, filter.view);
  const columns = columnsOf(workspace, object, filter);
  const first = view.sort[0];
  return (
    <ListBase
      key={object.name}
      resource={object.name}
      storeKey={false}
      perPage={25}
      sort={first === undefined ? { field: object.nameField, order: 'ASC' } : { field: first.field, order: first.descending === true ? 'DESC' : 'ASC' }}
      queryOptions={{ meta: { columns: columns.map((c) => c.path) } }}
      exporter={false}
    >
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1.5 }}>
        <Heading object={object} filter={filter} />
        <Paper variant="outlined" sx={{ overflow: 'hidden' }}>
          {filter.bin !== true && <ViewTabs object={object} current={filter.saved ?? view.name} />}
          <Toolbar object={object} filter={filter} />
          <Body object={object} filter={filter} />
        </Paper>
      </Box>
    </ListBase>
  );
}

function columnsOf(workspace: Workspace, object: WorkspaceObject, filter: ListFilter): readonly FieldPath[] {
  const chosen = workspace.resolveAll(object, filter.columns ?? []);
  const columns = chosen.length > 0 ? chosen : workspace.resolveAll(object, workspace.view(object, filter.view).columns);
  return filter.bin === true ? [...columns, ...workspace.resolveAll(object, ['deletedAt'])] : columns;
}

function filterOfAddress(search: string): unknown {
  try {
    return JSON.parse(new URLSearchParams(search).get('filter') ?? '{}') as unknown;
  } catch {
    return {};
  }
}

function Heading({ object, filter }: { readonly object: WorkspaceObject; readonly filter: ListFilter }) {
  const translate = useTranslate();
  const narrow = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'));
  const { total } = useListContext();
  const label = translate('list.create', { name: object.label });
  const create = object.canCreate === true && filter.bin !== true;
  const navigate = useNavigate();
  useShortcut('Alt+N', create ? () => void navigate(createPath(object)) : undefined);
  useEffect(() => { document.title = object.pluralLabel; }, [object.pluralLabel]);
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, minHeight: 40 }}>
      <Box sx={{ display: 'grid', placeItems: 'center', width: 36, height: 36, borderRadius: 1.5, bgcolor: 'primary.main', color: 'primary.contrastText' }}>
        <ObjectIcon icon={object.icon} fontSize="small" />
      </Box>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography variant="h5" component="h1" noWrap>{object.pluralLabel}</Typography>
        {total !== undefined && narrow && <Typography variant="caption" color="text.secondary" component="p" noWrap>{translate('list.records', { smart_count: total })}</Typography>}
      </Box>
      {total !== undefined && !narrow && <Typography variant="body2" color="text.secondary" noWrap>{translate('list.records', { smart_count: total })}</Typography>}
      {object.pipelines.length > 0 && filter.bin !== true && (
        <Button variant="outlined" startIcon={<ViewKanbanOutlined />} component={RouterLink} to={boardPath(object.name)}>{translate('pipeline.board')}</Button>
      )}
      {create && !narrow && <Button variant="contained" startIcon={<AddOutlined />} component={RouterLink} to={createPath(object)} aria-keyshortcuts="Alt+N">{label}</Button>}
      {create && narrow && (
        <Fab color="primary" aria-label={label} component={RouterLink} to={createPath(object)} sx={{ position: 'fixed', right: 16, bottom: 16 }}>
          <AddOutlined />
        </Fab>
      )}
    </Box>
  );
}

function ViewTabs({ object, current }: { readonly object: WorkspaceObject; readonly current: string }) {
  const translate = useTranslate();
  const saved = useSavedViews(object);
  if (object.views.length + saved.length < 2) return null;
  // A saved view that was shared by its address belongs to somebody else.
  const known = [...object.views.map((v) => v.name), ...saved.map((v) => v.id)].includes(current);
  return (
    <Tabs value={known ? current : false} variant="scrollable" scrollButtons="auto" allowScrollButtonsMobile sx={{ borderBottom: 1, borderColor: 'divider' }}>
      {object.views.map((view, index) => (
        <Tab
          key={view.name} value={view.name} label={view.label ?? translate('list.all', { name: object.pluralLabel })}
          component={RouterLink} to={listPath(object.name, { view: index === 0 ? undefined : view.name })}
        />
      ))}
      {saved.map((view) => (
        <Tab
          key={view.id} value={view.id} label={view.name} icon={<BookmarkBorderOutlined fontSize="small" />} iconPosition="start" component={RouterLink}
          to={lookPath(object.name, { ...view, filter: { ...view.filter, saved: view.id } })}
        />
      ))}
    </Tabs>
  );
}

/** Typing pauses this long before the list follows. */
const pause = 300;

function Toolbar({ object, filter }: { readonly object: WorkspaceObject; readonly filter: ListFilter }) {
  const translate = useTranslate();
  const { setFilters } = useListContext();
  const words = useConditionText(object);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState(filter.q ?? '');
  const where = filter.where ?? emptyGroup;
  const count = countConditions(where);
  const put = (changed: ListFilter) => setFilters(plain({ ...filter, ...changed }), {}, false);
  useEffect(() => { setTyped(filter.q ?? ''); }, [filter.q]);
  useEffect(() => {
    if (typed === (filter.q ?? '')) return undefined;
    const timer = setTimeout(() => setFilters(plain({ ...filter, q: typed === '' ? undefined : typed }), {}, false), pause);
    return () => clearTimeout(timer);
  }, [typed, filter, setFilters]);
  return (
    <Box sx={{ px: 1.5, py: 1.25, display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      <TextField
        size="small" type="search" value={typed} onChange={(event) => setTyped(event.target.value)} placeholder={translate('list.search')}
        sx={{ width: { xs: '100%', sm: 280 } }}
        slotProps={{
          htmlInput: { 'aria-label': translate('list.search') },
          input: { startAdornment: <InputAdornment position="start"><SearchOutlined fontSize="small" /></InputAdornment> },
        }}
      />
      <Button
        startIcon={<FilterListOutlined />} variant={count > 0 ? 'outlined' : 'text'} onClick={() => setOpen(true)}
      >
        {count > 0 ? translate('list.filterCount', { count }) : translate('list.filter')}
      </Button>
      {filter.bin !== true && <ViewMenu object={object} filter={filter} />}
      {where.items.map((item, index) => (
        <Chip
          key={index} size="small" label={words(item)} onClick={() => setOpen(true)} sx={{ maxWidth: 420 }}
          onDelete={() => put({ where: keepUsed({ ...where, items: where.items.filter((_, i) => i !== index) }) })}
        />
      ))}
      {open && (
        <Suspense fallback={null}>
          <FilterDrawer object={object} group={where} onClose={() => setOpen(false)} onApply={(group) => { put({ where: keepUsed(group) }); setOpen(false); }} />
        </Suspense>
      )}
    </Box>
  );
}

/** Without undefined members, as the address keeps it. */
function plain(filter: ListFilter): Record<string, unknown> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

function keepUsed(group: ConditionGroup): ConditionGroup | undefined {
  return group.items.length === 0 ? undefined : group;
}

function Body({ object, filter }: { readonly object: WorkspaceObject; readonly filter: ListFilter }): ReactNode {
  const translate = useTranslate();
  const errorReport = useErrorReport();
  const workspace = useWorkspace();
  const { data, total, isPending, isFetching, error, sort, setSort, selectedIds, onToggleItem, onSelect, refetch } = useListContext<AppRecord>();
  const columns = columnsOf(workspace, object, filter);
  useRememberListed(object);
  if (error !== null && error !== undefined) {
    return (
      <Alert severity="error" sx={{ m: 1.5 }} action={<Button color="inherit" onClick={() => refetch()}>{translate('app.retry')}</Button>}>
        {translate('list.failed', { message: errorReport(error) })}
      </Alert>
    );
  }
  if (isPending) return <Box sx={{ p: 1.5 }}>{Array.from({ length: 8 }, (_, i) => <Skeleton key={i} height={36} />)}</Box>;
  if (total === 0) return <Nothing object={object} filter={filter} />;
  return (
    <>
      <LinearProgress sx={{ height: 2, visibility: isFetching ? 'visible' : 'hidden' }} />
      {selectedIds.length > 0 && (
        <BulkBar object={object} ids={selectedIds.map(String)} records={data ?? []} bin={filter.bin === true} onChoose={(ids) => onSelect([...ids])} />
      )}
      <RecordTable
        object={object} columns={columns} records={data ?? []} label={object.pluralLabel} fills
        sorting={{
          field: sort.field, descending: sort.order === 'DESC',
          change: (field) => setSort({ field, order: sort.field === field && sort.order === 'ASC' ? 'DESC' : 'ASC' }),
        }}
        selecting={object.canDelete === true || object.canEdit === true || filter.bin === true ? { ids: selectedIds.map(String), toggle: onToggleItem, select: (ids) => onSelect([...ids]) } : undefined}
      />
      <Pagination rowsPerPageOptions={[25, 50, 100]} />
    </>
  );
}

/** Keeps what is listed for the records that are opened from it. */
function useRememberListed(object: WorkspaceObject): void {
  const { data, total, page, perPage, sort, filterValues, isPlaceholderData } = useListContext<AppRecord>();
  const { pathname, search } = useLocation();
  useEffect(() => {
    if (data === undefined || isPlaceholderData === true) return;
    rememberListed(object.name, { address: pathname + search, page, perPage, total, sort, filter: plain(readListFilter(filterValues)), ids: data.map((r) => r.id) });
  }, [object.name, data, total, page, perPage, sort, filterValues, isPlaceholderData, pathname, search]);
}

function Nothing({ object, filter }: { readonly object: WorkspaceObject; readonly filter: ListFilter }) {
  const translate = useTranslate();
  const { setFilters } = useListContext();
  const icon = <ObjectIcon icon={object.icon} fontSize="inherit" />;
  if (filter.q !== undefined || filter.where !== undefined) {
    return (
      <EmptyState
        icon={icon} title={translate('list.noMatchTitle')} text={translate('list.noMatchText')}
        action={<Button onClick={() => setFilters(plain({ view: filter.view, columns: filter.columns, bin: filter.bin }), {}, false)}>{translate('list.clear')}</Button>}
      />
    );
  }
  if (filter.bin === true) return <EmptyState icon={icon} title={translate('list.emptyBin')} />;
  return (
    <EmptyState
      icon={icon} title={translate('list.emptyTitle', { name: object.pluralLabel })} text={object.canCreate === true ? translate('list.emptyText') : undefined}
      action={object.canCreate === true && (
        <Button variant="contained" startIcon={<AddOutlined />} component={RouterLink} to={createPath(object)}>
          {translate('list.create', { name: object.label })}
        </Button>
      )}
    />
  );
}
