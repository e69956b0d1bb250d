import { QueryClient } from '@tanstack/react-query';
import { Admin, CustomRoutes, localStorageStore } from 'react-admin';
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
const savedLocale: unknown = store.getItem('locale');
const i18nProvider = createI18nProvider(savedLocale === 'en' || savedLocale === 'zh-CN' ? savedLocale : browserLocale());
const Shell = createShell(holder, records);

// Asked for together with whether someone is signed in, not after it; without a session both say so.
const firstLocale = i18nProvider.getLocale();
void queryClient.prefetchQuery(workspaceQuery(firstLocale));
fetchPages();

function Application() {
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
