import AddOutlined from '@mui/icons-material/AddOutlined';
import { Box, Button, Chip, List, ListItemButton, ListItemText, Paper, Skeleton, Typography } from '@mui/material';
import { lazy, Suspense, useState } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { Link as RouterLink, useNavigate } from 'react-router';
import { EmptyState } from '../views/EmptyState';
import { DocumentDialog } from './DocumentDialog';
import { pathOf } from './DocumentList';
import { keyOf, textFor, type Body, type FieldEntry } from './documents';
import { LayoutEditor } from './LayoutEditor';
import { Origin } from './ObjectList';
import { useStudio } from './StudioContext';
import { systemFields } from './systemFields';

const JsonEditor = lazy(() => import('./JsonEditor'));

/** The layout of an object, arranged in place; without one the pages follow the order of the fields. */
export function ObjectLayout({ object, entries }: { readonly object: Body; readonly entries: readonly FieldEntry[] }) {
  const translate = useTranslate();
  const { drafted, add } = useStudio();
  const [creating, setCreating] = useState(false);
  const found = drafted.find((d) => d.body?.kind === 'layout' && d.body.object === object.name);
  const put = (body: Body) => add({ kind: 'putDocument', document: keyOf(body), body });
  if (found?.body === undefined) {
    return (
      <>
        <EmptyState
          title={translate('layout.none')} text={translate('layout.noneText')}
          action={<Button variant="contained" startIcon={<AddOutlined />} onClick={() => setCreating(true)}>{translate('layout.make')}</Button>}
        />
        {creating && <DocumentDialog kind="layout" object={String(object.name)} onClose={() => setCreating(false)} onDone={(body) => { setCreating(false); put(body); }} />}
      </>
    );
  }
  const fields = entries.filter((e) => e.state !== 'removed').map((e) => e.field);
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
        <Typography color="text.secondary">{String(found.body.name)}</Typography>
        <Origin owner={found.stored?.package} />
        <Box sx={{ flex: 1 }} />
        <Button component={RouterLink} to={`${pathOf(found.body)}?tab=json`}>{translate('studio.tab_json')}</Button>
      </Box>
      <LayoutEditor body={found.body} fields={[...fields, ...systemFields]} onChange={put} />
    </Box>
  );
}

/** The list views of an object. */
export function ObjectViews({ object }: { readonly object: Body }) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const locale = useLocale() ?? 'en';
  const { drafted, add } = useStudio();
  const [creating, setCreating] = useState(false);
  const views = drafted.filter((d) => d.body?.kind === 'view' && d.body.object === object.name);
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5 }}>
      <Button variant="contained" startIcon={<AddOutlined />} sx={{ justifySelf: 'end' }} onClick={() => setCreating(true)}>
        {translate('studio.newDocument', { kind: translate('kind.view') })}
      </Button>
      {views.length === 0 && <EmptyState title={translate('view.none')} text={translate('view.noneText')} />}
      {views.length > 0 && (
        <Paper variant="outlined">
          <List component="div" disablePadding>
            {views.map(({ stored, body = {} }, index) => (
              <ListItemButton key={String(body.name)} component={RouterLink} to={pathOf(body)} divider={index < views.length - 1} sx={{ gap: 1 }}>
                <ListItemText primary={textFor(body.label, locale)} secondary={String(body.name)} slotProps={{ primary: { sx: { fontWeight: 600 } } }} />
                {body.default === true && <Chip size="small" label={translate('view.default')} />}
                <Origin owner={stored?.package} />
              </ListItemButton>
            ))}
          </List>
        </Paper>
      )}
      {creating && (
        <DocumentDialog
          kind="view" object={String(object.name)} onClose={() => setCreating(false)}
          onDone={(body) => { add({ kind: 'putDocument', document: keyOf(body), body }); void navigate(pathOf(body)); }}
        />
      )}
    </Box>
  );
}

/** The object's own document; of a package's object only to be read, since fields are added beside it. */
export function ObjectJson({ id, body, readOnly }: { readonly id: string; readonly body: Body; readonly readOnly: boolean }) {
  const { add } = useStudio();
  return (
    <Suspense fallback={<Skeleton variant="rounded" height={300} />}>
      <JsonEditor key={id} body={body} readOnly={readOnly} label={String(body.name)} onChange={(after) => add({ kind: 'putDocument', document: { kind: 'object', id }, body: after })} />
    </Suspense>
  );
}
