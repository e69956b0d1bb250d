import { QueryClient } from '@tanstack/react-query';
import { Admin, CustomRoutes, localStorageStore } from 'react-admin';
import { useMemo, useSyncExternalStore } from 'react';
import { createBrowserRouter, Route, RouterProvider } from 'react-router';
import { ApiError } from '../api/problems';
import { createAuthProvider } from '../providers/authProvider';
import { createDataProvider } from '../providers/dataProvider';
import { browserLocale, createI18nProvider } from '../providers/i18nProvider';
import { RecordsApi } from '../providers/recordsApi';
import { WorkspaceHolder, workspaceQuery } from '../providers/workspaceContext';
import { AccountRoute, BinRoute, fetchPages, Home, InboxRoute, NotificationSettingsRoute, Nowhere, ObjectPage, StudioRoute, TasksRoute } from './pages';
import { createShell } from './Shell';
import { SignIn } from './SignIn';
import { darkTheme, lightTheme } from './theme';

const holder = new WorkspaceHolder();
const records = new RecordsApi(holder.get);
const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // A refusal does not become a permission by asking again; a lost connection may come back.
      retry: (count, error) => count < 2 && error instanceof ApiError && (error.code === 'NETWORK' || error.status >= 502),
    },
  },
});
const store = localStorageStore('1', 'platform');
const dataProvider = createDataProvider(records, holder.get);
const authProvider = createAuthProvider(() => queryClient.clear());
const Shell = createShell(holder, records);

/** The language that was chosen, or the browser's. */
function currentLocale(): string {
  const saved: unknown = store.getItem('locale');
  return saved === 'en' || saved === 'zh-CN' ? saved : browserLocale();
}

// Asked for together with whether someone is signed in, not after it; without a session both say so.
void queryClient.prefetchQuery(workspaceQuery(currentLocale()));
fetchPages();

const onLocale = (changed: () => void) => store.subscribe('locale', changed);

function Application() {
  const locale = useSyncExternalStore(onLocale, currentLocale);
  // Another language is another provider: one that changed its own would have everything mounted anew, and what is being filled in would be lost.
  const i18nProvider = useMemo(() => createI18nProvider(locale), [locale]);
  return (
    <Admin
      dataProvider={dataProvider} authProvider={authProvider} i18nProvider={i18nProvider} queryClient={queryClient} store={store}
      layout={Shell} loginPage={SignIn} theme={lightTheme} darkTheme={darkTheme} defaultTheme="light" catchAll={Nowhere}
      requireAuth disableTelemetry
    >
      {/* Fixed addresses begin with a small letter, objects with a capital: a router that took both for one would hide an object. */}
      <CustomRoutes>
        <Route path="/" element={<Home />} />
        <Route path="/bin" caseSensitive element={<BinRoute />} />
        <Route path="/approvals" caseSensitive element={<InboxRoute />} />
        <Route path="/my-tasks" caseSensitive element={<TasksRoute />} />
        <Route path="/my-notifications" caseSensitive element={<NotificationSettingsRoute />} />
        <Route path="/my-account" caseSensitive element={<AccountRoute />} />
        <Route path="/studio/*" caseSensitive element={<StudioRoute />} />
        <Route path="/:object" element={<ObjectPage page="list" />} />
        <Route path="/:object/board" element={<ObjectPage page="board" />} />
        <Route path="/:object/create" element={<ObjectPage page="create" />} />
        <Route path="/:object/:id" element={<ObjectPage page="edit" />} />
        <Route path="/:object/:id/show" element={<ObjectPage page="show" />} />
      </CustomRoutes>
    </Admin>
  );
}

const router = createBrowserRouter([{ path: '*', element: <Application /> }]);

export function App() {
  return <RouterProvider router={router} />;
}
