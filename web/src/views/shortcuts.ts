import { useEffect, useRef } from 'react';

/** A key with its modifiers, as `aria-keyshortcuts` writes it: `Alt+N`, `Control+K`. On a Mac, ⌘ does as well as Control. */
export type Shortcut = `Alt+${string}` | `Control+${string}`;

/** Calls back when the keys are pressed anywhere on the page; not while a dialog is open, which has keys of its own. */
export function useShortcut(shortcut: Shortcut, act: (() => void) | undefined): void {
  const latest = useRef(act);
  useEffect(() => { latest.current = act; });
  useEffect(() => {
    const [modifier, key = ''] = shortcut.split('+');
    const pressed = (event: KeyboardEvent) => {
      const modified = modifier === 'Alt' ? event.altKey && !event.ctrlKey && !event.metaKey : (event.ctrlKey || event.metaKey) && !event.altKey;
      // With Alt a keyboard may write another letter; the place of the key stays.
      const same = event.key.toLowerCase() === key.toLowerCase() || event.code === `Key${key.toUpperCase()}`;
      if (!modified || !same || latest.current === undefined || document.querySelector('[role="dialog"]') !== null) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [shortcut]);
}
