import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import { Alert, Box, Button, Skeleton, Tab, Tabs, Typography } from '@mui/material';
import { lazy, Suspense, type ReactNode } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { Link as RouterLink, useNavigate, useParams, useSearchParams } from 'react-router';
import { EmptyState } from '../views/EmptyState';
import { CalendarEditor } from './CalendarEditor';
import { fieldEntries, idOf, isDocument, textFor, type Body } from './documents';
import { HookEditor } from './HookEditor';
import { LayoutEditor } from './LayoutEditor';
import { NavigationEditor } from './NavigationEditor';
import { Origin, isPlatform } from './ObjectList';
import { PicklistEditor } from './PicklistEditor';
import { RoleEditor } from './RoleEditor';
import { useStudio } from './StudioContext';
import { systemFields } from './systemFields';
import { Versions } from './Versions';
import { ViewEditor } from './ViewEditor';

const JsonEditor = lazy(() => import('./JsonEditor'));
const PipelineEditor = lazy(async () => ({ default: (await import('./pipelines/PipelineEditor')).PipelineEditor }));
const MailTemplateEditor = lazy(async () => ({ default: (await import('./mails/MailTemplateEditor')).MailTemplateEditor }));
const WebhookEditor = lazy(async () => ({ default: (await import('./integrations/WebhookEditor')).WebhookEditor }));
const WebhookCalls = lazy(async () => ({ default: (await import('./integrations/WebhookCalls')).WebhookCalls }));
const EndpointEditor = lazy(async () => ({ default: (await import('./integrations/EndpointEditor')).EndpointEditor }));
const EndpointCalls = lazy(async () => ({ default: (await import('./integrations/EndpointCalls')).EndpointCalls }));
const FlowEditor = lazy(async () => ({ default: (await import('./approvals/FlowEditor')).FlowEditor }));

/** Kinds that have an editor of their own; the others are edited as JSON. */
const drawn: ReadonlySet<string> = new Set(['layout', 'view', 'role', 'navigation', 'picklist', 'hook', 'approvalFlow', 'pipeline', 'businessCalendar', 'webhook', 'inboundEndpoint', 'mailTemplate']);

/** One document: drawn, as JSON, and as it was before. */
export function DocumentPage() {
  const translate = useTranslate();
  const navigate = useNavigate();
  const locale = useLocale() ?? 'en';
  const { kind = '', id = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const { drafted, add } = useStudio();
  const found = drafted.find((d) => isDocument(d, { kind, id }));
  const body = found?.body;
  if (found === undefined || body === undefined) return <EmptyState title={translate('app.notFound')} action={<Button component={RouterLink} to={`/studio/documents/${kind}`}>{translate('ra.action.back')}</Button>} />;
  const owner = found.stored?.package;
  const fixed = owner !== undefined && isPlatform(owner);
  const called = (kind === 'webhook' || kind === 'inboundEndpoint') && found.stored !== undefined;
  const tabs = [...(drawn.has(kind) && !fixed ? ['edit'] : []), ...(called ? ['calls'] : []), 'json', 'versions'];
  const tab = tabs.find((t) => t === search.get('tab')) ?? tabs[0];
  const change = (after: Body, apart?: boolean) => add({ kind: 'putDocument', document: { kind, id }, body: after, ...(apart === true ? { apart } : {}) });
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, flexWrap: 'wrap' }}>
        <Typography variant="h6" component="h2">{textFor(body.label, locale) || String(body.name)}</Typography>
        <Typography color="text.secondary">{translate(`kind.${kind}`, { _: kind })} · {String(body.name)}</Typography>
        <Origin owner={owner} />
        <Box sx={{ flex: 1 }} />
        {!fixed && (
          <Button
            color="error" startIcon={<DeleteOutlined />}
            onClick={() => { add({ kind: 'removeDocument', document: { kind, id } }); void navigate(`/studio/documents/${kind}`); }}
          >
            {translate('studio.removeDocument')}
          </Button>
        )}
      </Box>
      {fixed && <Alert severity="info">{translate('studio.platformDocument')}</Alert>}
      {!fixed && owner !== undefined && <Alert severity="info">{translate('studio.packageDocument', { name: owner })}</Alert>}
      <Tabs value={tab} onChange={(_, next: string) => setSearch({ tab: next }, { replace: true })}>
        {tabs.map((t) => <Tab key={t} value={t} label={translate(`studio.tab_${t}`)} />)}
      </Tabs>
      {tab === 'edit' && <Suspense fallback={<Skeleton variant="rounded" height={300} />}><Drawn kind={kind} body={body} onChange={change} /></Suspense>}
      {tab === 'json' && (
        <Suspense fallback={<Skeleton variant="rounded" height={300} />}>
          <JsonEditor key={`${kind}:${id}`} body={body} readOnly={fixed} label={String(body.name)} onChange={change} />
        </Suspense>
      )}
      {tab === 'calls' && <Suspense fallback={<Skeleton variant="rounded" height={300} />}><Calls kind={kind} name={found.stored?.name ?? ''} /></Suspense>}
      {tab === 'versions' && <Versions kind={kind} name={found.stored?.name} />}
    </Box>
  );
}

function Calls({ kind, name }: { readonly kind: string; readonly name: string }): ReactNode {
  return kind === 'webhook' ? <WebhookCalls webhook={name} /> : <EndpointCalls endpoint={name} />;
}

function Drawn({ kind, body, onChange }: { readonly kind: string; readonly body: Body; readonly onChange: (body: Body, apart?: boolean) => void }): ReactNode {
  const { drafted } = useStudio();
  switch (kind) {
    case 'layout': {
      const object = drafted.find((d) => d.body?.kind === 'object' && d.body.name === body.object)?.body;
      const fields = object === undefined ? [] : fieldEntries(drafted, idOf(object)).filter((e) => e.state !== 'removed').map((e) => e.field);
      return <LayoutEditor body={body} fields={[...fields, ...systemFields]} onChange={onChange} />;
    }
    case 'view': return <ViewEditor body={body} onChange={onChange} />;
    case 'role': return <RoleEditor body={body} onChange={onChange} />;
    case 'navigation': return <NavigationEditor body={body} onChange={onChange} />;
    case 'approvalFlow': return <FlowEditor body={body} onChange={onChange} />;
    case 'pipeline': return <PipelineEditor body={body} onChange={onChange} />;
    case 'businessCalendar': return <CalendarEditor body={body} onChange={onChange} />;
    case 'mailTemplate': return <MailTemplateEditor body={body} onChange={onChange} />;
    case 'webhook': return <WebhookEditor body={body} onChange={onChange} />;
    case 'inboundEndpoint': return <EndpointEditor body={body} onChange={onChange} />;
    case 'hook': return <HookEditor body={body} onChange={onChange} />;
    case 'picklist': return <PicklistEditor body={body} onChange={onChange} />;
    default: return null;
  }
}
