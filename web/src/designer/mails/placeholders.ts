/** What may stand in braces in a mail; the host checks it when the template is published. */
export function placeholdersOf(mail: string): readonly string[] {
  if (mail === 'digest') return ['name', 'count', 'entries', 'settings'];
  const decide = mail === 'approvalAsked' || mail === 'approvalReminder' ? ['decide'] : [];
  return ['name', 'title', 'record', 'link', ...decide, 'unsubscribe'];
}
