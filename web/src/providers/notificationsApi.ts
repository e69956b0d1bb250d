import { graphql } from '../api/graphql';
import { isRecord, text } from '../api/problems';
import { nodesOf } from '../model/approvals';

/** Something that the user is told. */
export interface AppNotification {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly object: string | undefined;
  readonly record: string | undefined;
  readonly link: string | undefined;
  readonly readAt: string | undefined;
  readonly createdAt: string;
}

export interface NotificationPage {
  readonly notifications: readonly AppNotification[];
  readonly after: string | undefined;
}

export const notificationsChanged = 'subscription Notifications { notificationChanged { id } }';

const perPage = 20;
const shown = { inApp: { eq: true } };

export async function unreadCount(signal?: AbortSignal): Promise<number> {
  const data = await graphql(
    'query Unread($filter: NotificationFilter) { list: notifications(first: 0, filter: $filter) { totalCount } }',
    { filter: { ...shown, readAt: { isNull: true } } }, { signal });
  return isRecord(data.list) ? Number(data.list.totalCount ?? 0) : 0;
}

/** Notifications, the latest first. */
export async function notificationsAfter(after: string | undefined, signal?: AbortSignal): Promise<NotificationPage> {
  const data = await graphql(
    'query Notifications($filter: NotificationFilter, $first: Int, $after: String) { list: notifications(filter: $filter, first: $first, after: $after, orderBy: [{ createdAt: DESC }])'
    + ' { nodes { id type title object record link readAt createdAt } pageInfo { endCursor hasNextPage } } }',
    { filter: shown, first: perPage, after }, { signal });
  const page = isRecord(data.list) && isRecord(data.list.pageInfo) ? data.list.pageInfo : {};
  return {
    notifications: nodesOf(data.list).map((node) => ({
      id: String(node.id), type: String(node.type), title: String(node.title), object: text(node.object), record: text(node.record), link: text(node.link),
      readAt: text(node.readAt), createdAt: String(node.createdAt),
    })),
    after: page.hasNextPage === true ? text(page.endCursor) : undefined,
  };
}

export async function markRead(id: string): Promise<void> {
  await graphql('mutation Read($id: ID!, $at: DateTime) { done: updateNotification(id: $id, input: { readAt: $at }) { warnings { code } } }', { id, at: new Date().toISOString() });
}

export async function markAllRead(): Promise<void> {
  await graphql(
    'mutation ReadAll($at: DateTime) { done: updateNotifications(filter: { readAt: { isNull: true } }, input: { readAt: $at }) { affected } }', { at: new Date().toISOString() });
}

/** How the user wants to be told; blank lists are kinds of which nothing is said. */
export interface NotificationSettings {
  readonly id: string | undefined;
  readonly hidden: readonly string[];
  readonly mailed: readonly string[];
  readonly digest: readonly string[];
  readonly digestAt: string;
  readonly quietFrom: string | undefined;
  readonly quietUntil: string | undefined;
  readonly timeZone: string | undefined;
}

const settingsFields = 'id hidden mailed digest digestAt quietFrom quietUntil timeZone';

/** The settings of the user; of one who has none yet, those that the platform goes by. */
export async function settingsOf(defaults: Pick<NotificationSettings, 'mailed' | 'digest' | 'digestAt'>, signal?: AbortSignal): Promise<NotificationSettings> {
  const data = await graphql(`query Settings { list: notificationSettingsList(first: 1) { nodes { ${settingsFields} } } }`, {}, { signal });
  const [found] = nodesOf(data.list);
  if (found === undefined) return { id: undefined, hidden: [], quietFrom: undefined, quietUntil: undefined, timeZone: undefined, ...defaults };
  return {
    id: String(found.id), hidden: strings(found.hidden), mailed: strings(found.mailed), digest: strings(found.digest), digestAt: text(found.digestAt) ?? defaults.digestAt,
    quietFrom: text(found.quietFrom), quietUntil: text(found.quietUntil), timeZone: text(found.timeZone),
  };
}

export async function saveSettings({ id, ...given }: NotificationSettings): Promise<void> {
  const input = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value ?? null]));
  if (id === undefined) await graphql('mutation Make($input: NotificationSettingsCreate!) { done: createNotificationSettings(input: $input) { warnings { code } } }', { input });
  else await graphql('mutation Save($id: ID!, $input: NotificationSettingsUpdate!) { done: updateNotificationSettings(id: $id, input: $input) { warnings { code } } }', { id, input });
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
