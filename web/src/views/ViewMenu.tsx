import BookmarkBorderOutlined from '@mui/icons-material/BookmarkBorderOutlined';
import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Divider, Menu, MenuItem, Skeleton, TextField } from '@mui/material';
import { lazy, Suspense, useState } from 'react';
import { useListContext, useNotify, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router';
import type { WorkspaceObject } from '../api/workspace.generated';
import { toApiFilter } from '../model/filters';
import { readListFilter, type ListFilter } from '../providers/dataProvider';
import { useWorkspace } from '../providers/workspaceContext';
import { useNotifyError } from './messages';
import { listPath } from './paths';
import { lookPath, sameLook, useChangeSavedView, useMaySaveViews, useSavedViews, withoutSaved, type ListLook } from './savedViews';

const Columns = lazy(async () => ({ default: (await import('./Columns')).Columns }));

/** What can be done with the look of a list: its columns, keeping it as one's own view, sharing it. */
export function ViewMenu({ object, filter }: { readonly object: WorkspaceObject; readonly filter: ListFilter }) {
  const translate = useTranslate();
  const notify = useNotify();
  const notifyError = useNotifyError();
  const navigate = useNavigate();
  const workspace = useWorkspace();
  const { sort, setFilters, filterValues } = useListContext();
  const saved = useSavedViews(object).find((v) => v.id === filter.saved);
  const maySave = useMaySaveViews();
  const { mutate, isPending } = useChangeSavedView(object);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [open, setOpen] = useState<'columns' | 'create' | 'rename'>();
  const look: ListLook = { filter: withoutSaved(readListFilter(filterValues)), sort: { field: sort.field, order: sort.order === 'DESC' ? 'DESC' : 'ASC' } };
  const columns = filter.columns ?? workspace.view(object, filter.view).columns;
  const choose = (act: () => void) => () => { setAnchor(null); act(); };
  const put = (changed: ListFilter) => setFilters(Object.fromEntries(Object.entries({ ...filter, ...changed }).filter(([, v]) => v !== undefined)), {}, false);

  const copy = async () => {
    await navigator.clipboard.writeText(window.location.origin + lookPath(object.name, look));
    notify('record.linkCopied', { type: 'success' });
  };
  const create = (name: string) => mutate({ act: 'create', name, look }, {
    onSuccess: (id) => { setOpen(undefined); void navigate(lookPath(object.name, { ...look, filter: { ...look.filter, saved: id } })); notify('view.saved', { type: 'success' }); },
    onError: notifyError,
  });
  const done = { onSuccess: () => { setOpen(undefined); notify('view.saved', { type: 'success' }); }, onError: notifyError };

  return (
    <>
      <Button startIcon={<BookmarkBorderOutlined />} aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget)}>{translate('view.menu')}</Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem onClick={choose(() => setOpen('columns'))}>{translate('view.chooseColumns')}</MenuItem>
        {filter.columns !== undefined && <MenuItem onClick={choose(() => put({ columns: undefined }))}>{translate('view.resetColumns')}</MenuItem>}
        {maySave && <Divider />}
        {maySave && saved !== undefined && (
          <MenuItem disabled={isPending || sameLook(saved, look)} onClick={choose(() => mutate({ act: 'update', id: saved.id, look }, done))}>{translate('view.saveChanges', { name: saved.name })}</MenuItem>
        )}
        {maySave && <MenuItem onClick={choose(() => setOpen('create'))}>{translate('view.saveAs')}</MenuItem>}
        {maySave && saved !== undefined && <MenuItem onClick={choose(() => setOpen('rename'))}>{translate('view.rename')}</MenuItem>}
        {maySave && saved !== undefined && (
          <MenuItem onClick={choose(() => mutate({ act: 'remove', id: saved.id }, { onSuccess: () => void navigate(listPath(object.name)), onError: notifyError }))}>
            {translate('view.remove')}
          </MenuItem>
        )}
        <Divider />
        <MenuItem onClick={choose(() => { copy().catch(notifyError); })}>{translate('record.copyLink')}</MenuItem>
        {workspace.hasRight('customize') && (
          <MenuItem onClick={choose(() => void navigate('/studio/documents/view', { state: { newView: documentOf(workspace, object, look, columns) } }))}>{translate('view.forEveryone')}</MenuItem>
        )}
      </Menu>
      {open === 'columns' && <ColumnsDialog object={object} columns={columns} onClose={() => setOpen(undefined)} onDone={(chosen) => { setOpen(undefined); put({ columns: chosen }); }} />}
      {open === 'create' && <NameDialog start="" busy={isPending} onClose={() => setOpen(undefined)} onDone={create} />}
      {open === 'rename' && saved !== undefined && (
        <NameDialog start={saved.name} busy={isPending} onClose={() => setOpen(undefined)} onDone={(name) => mutate({ act: 'rename', id: saved.id, name }, done)} />
      )}
    </>
  );
}

/** The look as the body of a view document, without its name. */
function documentOf(workspace: ReturnType<typeof useWorkspace>, object: WorkspaceObject, { filter, sort }: ListLook, columns: readonly string[]): Record<string, unknown> {
  const base = workspace.view(object, filter.view).filter;
  const own = filter.where === undefined ? undefined : toApiFilter(workspace, object, filter.where);
  const both = [base, own].filter((f) => f != null);
  return {
    object: object.name, columns,
    ...(both.length === 0 ? {} : { filter: both.length === 1 ? both[0] : { and: both } }),
    ...(object.fields.some((f) => f.name === sort.field) ? { sort: [sort.order === 'DESC' ? `-${sort.field}` : sort.field] } : {}),
  };
}

function ColumnsDialog({ object, columns, onDone, onClose }: {
  readonly object: WorkspaceObject;
  readonly columns: readonly string[];
  readonly onDone: (columns: readonly string[]) => void;
  readonly onClose: () => void;
}) {
  const translate = useTranslate();
  const [chosen, setChosen] = useState(columns);
  return (
    <Dialog open fullWidth maxWidth="xs" onClose={onClose} aria-labelledby="columns-title">
      <DialogTitle id="columns-title">{translate('view.columns')}</DialogTitle>
      <DialogContent dividers><Suspense fallback={<Skeleton height={240} />}><Columns object={object} columns={chosen} onChange={setChosen} /></Suspense></DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('ra.action.cancel')}</Button>
        <Button variant="contained" onClick={() => onDone(chosen)}>{translate('filter.apply')}</Button>
      </DialogActions>
    </Dialog>
  );
}

function NameDialog({ start, busy, onDone, onClose }: { readonly start: string; readonly busy: boolean; readonly onDone: (name: string) => void; readonly onClose: () => void }) {
  const translate = useTranslate();
  const [name, setName] = useState(start);
  return (
    <Dialog open fullWidth maxWidth="xs" onClose={onClose} aria-labelledby="view-name">
      <Box component="form" onSubmit={(event) => { event.preventDefault(); if (name.trim() !== '') onDone(name.trim()); }}>
        <DialogTitle id="view-name">{translate(start === '' ? 'view.saveAs' : 'view.rename')}</DialogTitle>
        <DialogContent dividers>
          <TextField autoFocus fullWidth label={translate('view.name')} value={name} onChange={(event) => setName(event.target.value)} slotProps={{ htmlInput: { maxLength: 100 } }} helperText={translate('view.onlyMine')} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{translate('ra.action.cancel')}</Button>
          <Button type="submit" variant="contained" loading={busy} disabled={name.trim() === ''}>{translate('ra.action.save')}</Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}
