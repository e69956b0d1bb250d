import { useEffect } from 'react';
import { Confirm, useTranslate } from 'react-admin';
import { useBlocker } from 'react-router';

/** Asks before a page with unsaved changes is left, inside the application and by closing the tab. */
export function UnsavedChanges({ when, within, left }: {
  readonly when: boolean;
  /** Set by a page that leaves of itself, after a save: it does so before it is drawn again. */
  readonly left?: { readonly current: boolean };
  /** Pages below this address belong together: going between them leaves nothing. */
  readonly within?: string;
}) {
  const translate = useTranslate();
  const blocker = useBlocker(({ currentLocation, nextLocation }) => 
    when && left?.current !== true && currentLocation.pathname !== nextLocation.pathname && !(within !== undefined && nextLocation.pathname.startsWith(within)));
  useEffect(() => {
    if (!when) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [when]);
  return (
    <Confirm
      isOpen={blocker.state === 'blocked'} title={translate('form.leave')} content={translate('form.leaveText')}
      confirm={translate('form.leaveNow')} cancel={translate('form.stay')} confirmColor="warning"
      onConfirm={() => blocker.proceed?.()} onClose={() => blocker.reset?.()}
    />
  );
}
