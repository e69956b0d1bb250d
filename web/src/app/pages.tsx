import { Button } from '@mui/material';
import { lazy, useEffect } from 'react';
import { useTranslate } from 'react-admin';
import { Link as RouterLink, Navigate, useLocation, useParams } from 'react-router';
import { useWorkspace } from '../providers/workspaceContext';
import { BinPage } from '../views/BinPage';
import { EmptyState } from '../views/EmptyState';
import { ListPage } from '../views/ListPage';
import { listPath } from '../views/paths';

const AccountPage = lazy(() => import('../views/AccountPage'));
const InboxPage = lazy(() => import('../views/InboxPage'));
const NotificationSettingsPage = lazy(() => import('../views/NotificationSettingsPage'));
const TasksPage = lazy(() => import('../views/TasksPage'));
const Studio = lazy(() => import('../designer/Studio'));
// A list is what one comes to first: the other pages are fetched while it is being read.
const form = () => import('../views/FormPage');
const record = () => import('../views/RecordPage');
const CreatePage = lazy(async () => ({ default: (await form()).CreatePage }));
const EditPage = lazy(async () => ({ default: (await form()).EditPage }));
const RecordPage = lazy(async () => ({ default: (await record()).RecordPage }));

/** Fetches the pages that one is likely to open next, when the browser has nothing else to do. */
export function fetchPages(): void {
  const later = (act: () => void) => ('requestIdleCallback' in window ? window.requestIdleCallback(act, { timeout: 5_000 }) : setTimeout(act, 2_000));
  later(() => { void record(); void form(); });
}

const BoardPage = lazy(async () => ({ default: (await import('../views/BoardPage')).BoardPage }));

const pages = { list: ListPage, board: BoardPage, create: CreatePage, edit: EditPage, show: RecordPage };

/** A page of the object that the address names. */
export function ObjectPage({ page }: { readonly page: keyof typeof pages }) {
  const workspace = useWorkspace();
  const { object: name = '', id } = useParams();
  const object = workspace.get(name);
  if (object === undefined) return <Elsewhere name={name} />;
  const Page = pages[page];
  return <Page key={`${name}:${id ?? ''}`} object={object} />;
}

/** Addresses of its own that are not of objects. */
const fixed = ['bin', 'approvals', 'my-tasks', 'my-notifications', 'my-account', 'studio'] as const;

/** An address with a name that no object has: of one in other letters, or in the plural, it leads to that; otherwise it says what is missing. */
function Elsewhere({ name }: { readonly name: string }) {
  const translate = useTranslate();
  const workspace = useWorkspace();
  const { pathname, search, hash } = useLocation();
  const found = workspace.find(name)?.name ?? fixed.find((f) => f === name.toLowerCase());
  if (found !== undefined && found !== name) return <Navigate to={`/${found}${pathname.slice(name.length + 1)}${search}${hash}`} replace />;
  return <EmptyState title={translate('app.notFound')} text={translate('app.noSuchObject', { name })} action={<Button component={RouterLink} to="/">{translate('app.home')}</Button>} />;
}

/** The first list of the menu. */
export function Home() {
  const translate = useTranslate();
  const workspace = useWorkspace();
  const item = workspace.description.navigations[0]?.groups[0]?.items[0];
  if (item === undefined) return <EmptyState title={translate('app.noObjects')} />;
  return <Navigate to={listPath(item.object, { view: item.view })} replace />;
}

export function Nowhere() {
  const translate = useTranslate();
  return <EmptyState title={translate('app.notFound')} action={<Button component={RouterLink} to="/">{translate('app.home')}</Button>} />;
}

export function BinRoute() {
  const translate = useTranslate();
  useEffect(() => { document.title = translate('app.bin'); }, [translate]);
  return <BinPage />;
}

export function AccountRoute() {
  return <AccountPage />;
}

export function InboxRoute() {
  return <InboxPage />;
}

export function TasksRoute() {
  return <TasksPage />;
}

export function NotificationSettingsRoute() {
  return <NotificationSettingsPage />;
}

export function StudioRoute() {
  const translate = useTranslate();
  const workspace = useWorkspace();
  useEffect(() => { document.title = translate('studio.title'); }, [translate]);
  return workspace.hasRight('customize') ? <Studio /> : <EmptyState title={translate('studio.forbidden')} text={translate('studio.forbiddenText')} action={<Button component={RouterLink} to="/">{translate('app.home')}</Button>} />;
}
