import ArrowBackOutlined from '@mui/icons-material/ArrowBackOutlined';
import DeleteForeverOutlined from '@mui/icons-material/DeleteForeverOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import EditOutlined from '@mui/icons-material/EditOutlined';
import ExpandMoreOutlined from '@mui/icons-material/ExpandMoreOutlined';
import KeyboardArrowDownOutlined from '@mui/icons-material/KeyboardArrowDownOutlined';
import KeyboardArrowUpOutlined from '@mui/icons-material/KeyboardArrowUpOutlined';
import RestoreOutlined from '@mui/icons-material/RestoreOutlined';
import { Alert, Box, Button, Collapse, IconButton, Paper, Skeleton, Tab, Tabs, Tooltip, Typography } from '@mui/material';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { Confirm, useGetOne, useNotify, useTranslate } from 'react-admin';
import { Link as RouterLink, useLocation, useNavigate, useParams, useSearchParams } from 'react-router';
import { isRecord } from '../api/problems';
import type { WorkspaceField, WorkspaceObject, WorkspaceSection } from '../api/workspace.generated';
import { convertedAt } from '../model/conversion';
import { isWide } from '../model/fieldTypes';
import { formatDateTime } from '../model/formats';
import { recordLabel, type AppRecord } from '../model/records';
import { FieldValue } from '../fields/FieldValue';
import { ObjectIcon } from '../fields/icons';
import { settled } from '../providers/recordsApi';
import { useFormats, useRecords, useWorkspace } from '../providers/workspaceContext';
import { ApprovalPanel, useHasApprovals } from './ApprovalPanel';
import { Comments } from './Comments';
import { ConvertButton } from './conversion/ConvertButton';
import { ConvertedBanner } from './conversion/ConvertedBanner';
import { EmptyState } from './EmptyState';
import { History, useHasHistory } from './History';
import { listedOf, rememberListed, useNeighbours, type Neighbour } from './listed';
import { useErrorReport, useNotifyError } from './messages';
import { editPath, listPath, showPath } from './paths';
import { RecordActions } from './RecordActions';
import { RelatedList } from './RelatedList';
import { useShortcut } from './shortcuts';
import { StagePath } from './StagePath';
import { RecordTasks } from './TasksPage';

/** One record: highlights, sections, related lists and history. */
export function RecordPage({ object }: { readonly object: WorkspaceObject }) {
  const translate = useTranslate();
  const { id = '' } = useParams();
  const { data: record, isPending, error, refetch } = useGetOne<AppRecord>(object.name, { id }, { retry: false });
  const name = recordLabel(object, record);
  useEffect(() => { if (record !== undefined) document.title = `${name} · ${object.label}`; }, [record, name, object.label]);
  if (isPending) return <Loading />;
  if (error !== null && !isMissing(error)) return <Failure error={error} retry={() => void refetch()} />;
  if (error !== null || record === undefined) {
    return (
      <EmptyState
        icon={<ObjectIcon icon={object.icon} fontSize="inherit" />} title={translate('record.missing')}
        action={<Button component={RouterLink} to={listPath(object.name)}>{translate('record.backToList')}</Button>}
      />
    );
  }
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, maxWidth: 1280, mx: 'auto' }}>
      <Header object={object} record={record} name={name} />
      {object.pipelines.length > 0 && <StagePath object={object} record={record} />}
      <Parts object={object} record={record} />
    </Box>
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 404;
}

/** Something went wrong that is not the record's being absent: said as it is, with a second try. */
function Failure({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const translate = useTranslate();
  const report = useErrorReport();
  return <Alert severity="error" action={<Button color="inherit" onClick={retry}>{translate('app.retry')}</Button>}>{report(error)}</Alert>;
}

function Loading() {
  return (
    <Box sx={{ maxWidth: 1280, mx: 'auto', display: 'grid', gap: 2 }}>
      <Skeleton variant="rounded" height={110} />
      <Skeleton variant="rounded" height={340} />
    </Box>
  );
}

function Header({ object, record, name }: { readonly object: WorkspaceObject; readonly record: AppRecord; readonly name: string }) {
  const translate = useTranslate();
  const highlights = useFields(object, object.layout.highlights);
  return (
    <Paper variant="outlined" sx={{ overflow: 'hidden' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, p: 2, pb: highlights.length > 0 ? 1.5 : 2, flexWrap: 'wrap' }}>
        <Tooltip title={translate('record.backToList')}>
          <IconButton component={RouterLink} to={backPath(object)} aria-label={translate('record.backToList')} size="small">
            <ArrowBackOutlined fontSize="small" />
          </IconButton>
        </Tooltip>
        <Box sx={{ display: 'grid', placeItems: 'center', width: 40, height: 40, borderRadius: 1.5, bgcolor: 'primary.main', color: 'primary.contrastText' }}>
          <ObjectIcon icon={object.icon} />
        </Box>
        <Box sx={{ flex: '1 1 200px', minWidth: 0 }}>
          <Typography variant="caption" color="text.secondary" component="p">{object.label}</Typography>
          <Typography variant="h5" component="h1" sx={{ overflowWrap: 'anywhere', lineHeight: 1.25 }}>{name}</Typography>
        </Box>
        <Walk object={object} id={record.id} />
        <Actions object={object} record={record} name={name} />
      </Box>
      {record.deletedAt != null && <BinNote record={record} />}
      <ConvertedBanner object={object} record={record} />
      {highlights.length > 0 && (
        <Box
          component="dl" className="highlights"
          sx={{
            m: 0, px: 2, py: 1.5, borderTop: 1, borderColor: 'divider', bgcolor: 'background.default',
            display: 'grid', gap: 1.5, gridTemplateColumns: { xs: '1fr 1fr', sm: 'repeat(auto-fit, minmax(112px, 1fr))' },
          }}
        >
          {highlights.map((field) => <LabelledValue key={field.name} field={field} record={record} />)}
        </Box>
      )}
    </Paper>
  );
}

function useFields(object: WorkspaceObject, names: readonly string[]): readonly WorkspaceField[] {
  const workspace = useWorkspace();
  return names.map((name) => workspace.field(object.name, name)).filter((f) => f !== undefined);
}

/** Where the record was listed; the list of the object when it was not. */
function backPath(object: WorkspaceObject): string {
  return listedOf(object.name)?.address ?? listPath(object.name);
}

/** The way to the records before and after this one in the list that it was opened from. */
function Walk({ object, id }: { readonly object: WorkspaceObject; readonly id: string }) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const { search } = useLocation();
  const neighbours = useNeighbours(object.name, id);
  const go = (to: Neighbour | undefined) => to === undefined ? undefined : () => {
    rememberListed(object.name, to.listed);
    void navigate({ pathname: showPath(object.name, to.id), search }, { replace: true });
  };
  const back = go(neighbours?.previous);
  const on = go(neighbours?.next);
  useShortcut('Alt+PageUp', back);
  useShortcut('Alt+PageDown', on);
  if (neighbours === undefined) return null;
  return (
    <Box sx={{ display: 'flex', alignItems: 'center' }}>
      <Tooltip title={`${translate('record.previous')} (Alt+PgUp)`}>
        <span>
          <IconButton size="small" aria-label={translate('record.previous')} aria-keyshortcuts="Alt+PageUp" disabled={back === undefined} onClick={back}>
            <KeyboardArrowUpOutlined />
          </IconButton>
        </span>
      </Tooltip>
      <Typography variant="body2" color="text.secondary" className="number" noWrap>
        {translate(neighbours.total === undefined ? 'record.place' : 'record.placeOf', { place: neighbours.place, total: neighbours.total })}
      </Typography>
      <Tooltip title={`${translate('record.next')} (Alt+PgDn)`}>
        <span>
          <IconButton size="small" aria-label={translate('record.next')} aria-keyshortcuts="Alt+PageDown" disabled={on === undefined} onClick={on}>
            <KeyboardArrowDownOutlined />
          </IconButton>
        </span>
      </Tooltip>
    </Box>
  );
}

function BinNote({ record }: { readonly record: AppRecord }) {
  const translate = useTranslate();
  const formats = useFormats();
  return <Alert severity="warning" square>{translate('record.inBin', { time: formatDateTime(String(record.deletedAt), formats) })}</Alert>;
}

type Act = 'remove' | 'restore' | 'purge';
const told: Readonly<Record<Act, string>> = { remove: 'list.removed', restore: 'list.restored', purge: 'list.purged' };

function Actions({ object, record, name }: { readonly object: WorkspaceObject; readonly record: AppRecord; readonly name: string }) {
  const translate = useTranslate();
  const notify = useNotify();
  const navigate = useNavigate();
  const notifyError = useNotifyError();
  const records = useRecords();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [asked, setAsked] = useState<'remove' | 'purge'>();
  const { mutate, isPending } = useMutation({
    mutationFn: async (act: Act) => {
      const result = await records[act](object.name, [record.id]);
      settled(result);
      return result.awaits;
    },
    onSuccess: async (awaits, act) => {
      if (awaits) notify('approvals.deletionSubmitted', { type: 'info' });
      else notify(told[act], { type: 'success', messageArgs: { smart_count: 1 } });
      if (act !== 'restore' && !awaits) void navigate(backPath(object));
      await Promise.all([client.invalidateQueries({ queryKey: [object.name] }), client.invalidateQueries({ queryKey: ['approvals'] })]);
    },
    onError: (error) => notifyError(error),
  });
  const access = isRecord(record._access) ? record._access : {};
  const inBin = record.deletedAt != null;
  const mayEdit = !inBin && convertedAt(object, record) === undefined && access.canEdit !== false && object.canEdit === true;
  const edit = editPath(object.name, record.id);
  useShortcut('Alt+E', mayEdit ? () => void navigate(edit) : undefined);
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
      {mayEdit && (
        <Button variant="contained" startIcon={<EditOutlined />} component={RouterLink} to={edit} aria-keyshortcuts="Alt+E">{translate('record.edit')}</Button>
      )}
      <ConvertButton object={object} record={record} isOffered={mayEdit} />
      {!inBin && object.actions.length > 0 && <RecordActions object={object} record={record} />}
      {!inBin && access.canDelete !== false && object.canDelete === true && (
        <Button color="error" variant="outlined" startIcon={<DeleteOutlined />} disabled={isPending} onClick={() => setAsked('remove')}>
          {translate('record.remove')}
        </Button>
      )}
      {inBin && object.canDelete === true && (
        <Button variant="contained" startIcon={<RestoreOutlined />} disabled={isPending} onClick={() => mutate('restore')}>{translate('record.restore')}</Button>
      )}
      {inBin && workspace.hasRight('purge') && (
        <Button color="error" variant="outlined" startIcon={<DeleteForeverOutlined />} disabled={isPending} onClick={() => setAsked('purge')}>
          {translate('list.purge')}
        </Button>
      )}
      <Confirm
        isOpen={asked === 'remove'} title={translate('record.removeAsk')} content={translate('record.removeText', { name })}
        confirm={translate('record.remove')} confirmColor="warning" onClose={() => setAsked(undefined)}
        onConfirm={() => { setAsked(undefined); mutate('remove'); }}
      />
      <Confirm
        isOpen={asked === 'purge'} title={translate('list.purgeTitle')} content={translate('list.purgeAsk', { smart_count: 1 })}
        confirm={translate('list.purge')} confirmColor="warning" onClose={() => setAsked(undefined)}
        onConfirm={() => { setAsked(undefined); mutate('purge'); }}
      />
    </Box>
  );
}

const tabs = ['details', 'related', 'tasks', 'comments', 'approval', 'history'] as const;

function Parts({ object, record }: { readonly object: WorkspaceObject; readonly record: AppRecord }) {
  const translate = useTranslate();
  const [search, setSearch] = useSearchParams();
  const hasHistory = useHasHistory(object);
  const hasApprovals = useHasApprovals(object);
  const workspace = useWorkspace();
  const isLive = record.deletedAt == null;
  const hasTasks = isLive && object.name !== 'Task' && workspace.get('Task') !== undefined;
  const hasComments = isLive && workspace.get('Comment') !== undefined;
  const lists = object.layout.relatedLists;
  const current = tabs.find((t) => t === search.get('tab')) ?? 'details';
  return (
    <Box>
      <Tabs
        value={current} sx={{ mb: 1.5, minHeight: 40 }}
        onChange={(_, tab: string) => setSearch(tab === 'details' ? {} : { tab }, { replace: true })}
      >
        <Tab value="details" label={translate('record.details')} />
        {lists.length > 0 && <Tab value="related" label={translate('record.related')} />}
        {hasTasks && <Tab value="tasks" label={translate('tasks.tab')} />}
        {hasComments && <Tab value="comments" label={translate('comments.tab')} />}
        {hasApprovals && <Tab value="approval" label={translate('approvals.tab')} />}
        {hasHistory && <Tab value="history" label={translate('record.history')} />}
      </Tabs>
      {current === 'details' && <Details object={object} record={record} />}
      {current === 'related' && (
        <Box sx={{ display: 'grid', gap: 2 }}>
          {lists.map((list) => <RelatedList key={list.relation} object={object} record={record} list={list} />)}
        </Box>
      )}
      {current === 'tasks' && hasTasks && <RecordTasks object={object.name} id={record.id} />}
      {current === 'comments' && hasComments && <Comments object={object.name} id={record.id} />}
      {current === 'approval' && hasApprovals && <ApprovalPanel object={object} record={record} />}
      {current === 'history' && <History object={object} id={record.id} />}
    </Box>
  );
}

function Details({ object, record }: { readonly object: WorkspaceObject; readonly record: AppRecord }) {
  return (
    <Paper variant="outlined">
      {object.layout.sections.map((section, index) => (
        <Section key={index} object={object} section={section} divided={index > 0} first={index === 0} component="dl">
          {(fields) => fields.map((field) => <LabelledValue key={field.name} field={field} record={record} wide={isWide(field)} />)}
        </Section>
      ))}
    </Paper>
  );
}

/** A block of a layout; the blocks of an object without a layout get the usual titles. */
export function Section({ object, section, divided, first, component = 'div', children }: {
  readonly object: WorkspaceObject;
  readonly section: WorkspaceSection;
  readonly divided: boolean;
  readonly first: boolean;
  /** `dl` around labels and values. */
  readonly component?: 'div' | 'dl';
  readonly children: (fields: readonly WorkspaceField[]) => ReactNode;
}) {
  const translate = useTranslate();
  const [open, setOpen] = useState(section.collapsed !== true);
  const fields = useFields(object, section.fields);
  const title = section.label ?? translate(first ? 'record.information' : 'record.system');
  return (
    <Box component="section" sx={{ borderTop: divided ? 1 : 0, borderColor: 'divider' }} aria-label={title}>
      <Box
        component="button" type="button" onClick={() => setOpen(!open)} aria-expanded={open}
        sx={{
          'display': 'flex', 'alignItems': 'center', 'gap': 0.5, 'width': '100%', 'px': 2, 'py': 1.25, 'border': 0, 'bgcolor': 'transparent', 'color': 'text.primary',
          'font': 'inherit', 'fontWeight': 600, 'cursor': 'pointer', 'textAlign': 'left', '&:hover': { bgcolor: 'action.hover' },
        }}
      >
        <ExpandMoreOutlined fontSize="small" sx={{ transform: open ? 'none' : 'rotate(-90deg)', transition: 'transform .15s', color: 'text.secondary' }} />
        {title}
      </Box>
      <Collapse in={open} unmountOnExit={false}>
        <Box
          component={component}
          sx={{ m: 0, px: 2, pb: 2, pt: 0.5, display: 'grid', columnGap: 4, rowGap: 2, gridTemplateColumns: { xs: '1fr', md: section.columns === 2 ? '1fr 1fr' : '1fr' } }}
        >
          {children(fields)}
        </Box>
      </Collapse>
    </Box>
  );
}

function LabelledValue({ field, record, wide }: { readonly field: WorkspaceField; readonly record: AppRecord; readonly wide?: boolean }) {
  return (
    <Box sx={{ minWidth: 0, gridColumn: wide === true ? '1 / -1' : undefined }}>
      <Typography component="dt" variant="caption" color="text.secondary" sx={{ display: 'block', lineHeight: 1.6 }}>{field.label}</Typography>
      <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere', minHeight: 22 }}>
        <FieldValue field={field} value={record[field.name]} record={record} place="page" />
      </Box>
    </Box>
  );
}
