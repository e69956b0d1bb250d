import { useEffect, useRef } from 'react';

/**
 * Calls back at every event of a subscription. The connection is held while the page is looked at, and opened anew when it is looked at again, with one call to catch up on
 * what was missed: browsers allow few connections to one host, and hidden pages would take them.
 */
export function useSubscription(query: string | undefined, onEvent: () => void): void {
  const call = useRef(onEvent);
  useEffect(() => { call.current = onEvent; }, [onEvent]);
  useEffect(() => {
    if (query === undefined) return;
    let end: (() => void) | undefined;
    let ended = false;
    const open = async () => {
      const { createClient } = await import('graphql-sse');
      if (ended || end !== undefined || document.visibilityState !== 'visible') return;
      const client = createClient({ url: '/graphql/stream', retryAttempts: Number.POSITIVE_INFINITY });
      const stop = client.subscribe({ query }, {
        next: () => call.current(),
        // Whoever is signed out is told so by what the page asks next.
        error: () => undefined,
        complete: () => undefined,
      });
      end = () => { stop(); client.dispose(); };
    };
    const turn = () => {
      if (document.visibilityState === 'visible') {
        if (end === undefined) call.current();
        void open();
      } else {
        end?.();
        end = undefined;
      }
    };
    void open();
    document.addEventListener('visibilitychange', turn);
    return () => {
      ended = true;
      document.removeEventListener('visibilitychange', turn);
      end?.();
    };
  }, [query]);
}
