import AddOutlined from '@mui/icons-material/AddOutlined';
import FilterListOutlined from '@mui/icons-material/FilterListOutlined';
import SearchOutlined from '@mui/icons-material/SearchOutlined';
import {
  Alert, Box, Button, Chip, Drawer, Fab, InputAdornment, LinearProgress, Paper, Skeleton, Tab, Tabs, TextField, Typography, useMediaQuery,
  type Theme,
} from '@mui/material';
import { useEffect, useState, type ReactNode } from 'react';
import { ListBase, Pagination, useListContext, useTranslate } from 'react-admin';
import { Link as RouterLink, useLocation, useNavigate } from 'react-router';
import type { WorkspaceObject } from '../api/workspace.generated';
import { countConditions, emptyGroup, isComplete, isGroup, type ConditionGroup } from '../model/filters';
import type { AppRecord } from '../model/records';
import { ObjectIcon } from '../fields/icons';
import { readListFilter, type ListFilter } from '../providers/dataProvider';
import { useWorkspace } from '../providers/workspaceContext';
import { BulkBar } from './BulkBar';
import { useConditionText } from './conditionText';
import { EmptyState } from './EmptyState';
import { FilterBuilder } from './FilterBuilder';
import { rememberListed } from './listed';
import { useErrorReport } from './messages';
import { createPath, listPath } from './paths';
import { RecordTable } from './RecordTable';
import { useShortcut } from './shortcuts';

/** The list of an object: views as tabs, search, filter, sort and paging, all of it in the address. */
export function ListPage({ object }: { readonly object: WorkspaceObject }) {
  const workspace = useWorkspace();
  const filter = readListFilter(filterOfAddress(useLocation().search));
  const view = workspace.view(object, filter.view);
  const columns = workspace.resolveAll(object, filter.bin === true ? [...view.columns, 'deletedAt'] : view.columns);
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
          {filter.bin !== true && object.views.length > 1 && <ViewTabs object={object} current={view.name} />}
          <Toolbar object={object} filter={filter} />
          <Body object={object} filter={filter} />
        </Paper>
      </Box>
    </ListBase>
  );
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
      </Box>
      {total !== undefined && <Typography variant="body2" color="text.secondary" noWrap>{translate('list.records', { smart_count: total })}</Typography>}
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
  return (
    <Tabs value={current} variant="scrollable" scrollButtons="auto" allowScrollButtonsMobile sx={{ borderBottom: 1, borderColor: 'divider' }}>
      {object.views.map((view, index) => (
        <Tab
          key={view.name} value={view.name} label={view.label ?? translate('list.all', { name: object.pluralLabel })}
          component={RouterLink} to={listPath(object.name, { view: index === 0 ? undefined : view.name })}
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
      {where.items.map((item, index) => (
        <Chip
          key={index} size="small" label={words(item)} onClick={() => setOpen(true)} sx={{ maxWidth: 420 }}
          onDelete={() => put({ where: keepUsed({ ...where, items: where.items.filter((_, i) => i !== index) }) })}
        />
      ))}
      {open && (
        <FilterDrawer
          object={object} group={where} onClose={() => setOpen(false)}
          onApply={(group) => { put({ where: keepUsed(complete(group)) }); setOpen(false); }}
        />
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

/** Without conditions that lack a value and groups that lack conditions. */
function complete(group: ConditionGroup): ConditionGroup {
  const items = group.items
    .map((item) => (isGroup(item) ? complete(item) : item))
    .filter((item) => (isGroup(item) ? item.items.length > 0 : isComplete(item.op, item.value)));
  return { ...group, items };
}

function FilterDrawer({ object, group, onApply, onClose }: {
  readonly object: WorkspaceObject;
  readonly group: ConditionGroup;
  readonly onApply: (group: ConditionGroup) => void;
  readonly onClose: () => void;
}) {
  const translate = useTranslate();
  const [draft, setDraft] = useState(group);
  return (
    <Drawer anchor="right" open onClose={onClose} sx={{ zIndex: 'modal' }} slotProps={{ paper: { sx: { width: { xs: '100%', sm: 640 } } } }}>
      <Box
        component="form" sx={{ display: 'flex', flexDirection: 'column', height: '100%' }}
        onSubmit={(event) => { event.preventDefault(); onApply(draft); }}
      >
        <Typography variant="h6" component="h2" sx={{ px: 2, py: 1.5, borderBottom: 1, borderColor: 'divider' }}>{translate('list.filter')}</Typography>
        <Box sx={{ flex: 1, overflow: 'auto', p: 2 }}>
          <FilterBuilder object={object} group={draft} onChange={setDraft} />
        </Box>
        <Box sx={{ display: 'flex', gap: 1, p: 2, borderTop: 1, borderColor: 'divider' }}>
          <Button onClick={() => setDraft(emptyGroup)}>{translate('filter.clear')}</Button>
          <Box sx={{ flex: 1 }} />
          <Button onClick={onClose}>{translate('ra.action.cancel')}</Button>
          <Button type="submit" variant="contained">{translate('filter.apply')}</Button>
        </Box>
      </Box>
    </Drawer>
  );
}

function Body({ object, filter }: { readonly object: WorkspaceObject; readonly filter: ListFilter }): ReactNode {
  const translate = useTranslate();
  const errorReport = useErrorReport();
  const workspace = useWorkspace();
  const { data, total, isPending, isFetching, error, sort, setSort, selectedIds, onToggleItem, onSelect, refetch } = useListContext<AppRecord>();
  const view = workspace.view(object, filter.view);
  const columns = workspace.resolveAll(object, filter.bin === true ? [...view.columns, 'deletedAt'] : view.columns);
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
        action={<Button onClick={() => setFilters(plain({ view: filter.view, bin: filter.bin }), {}, false)}>{translate('list.clear')}</Button>}
      />
    );
  }
  if (filter.bin === true) return <EmptyState icon={icon} title={translate('list.emptyBin')} />;
  return (
    <EmptyState
      icon={icon} title={translate('list.emptyTitle', { name: object.pluralLabel })} text={translate('list.emptyText')}
      action={object.canCreate === true && (
        <Button variant="contained" startIcon={<AddOutlined />} component={RouterLink} to={createPath(object)}>
          {translate('list.create', { name: object.label })}
        </Button>
      )}
    />
  );
}
