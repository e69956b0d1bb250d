/** Closes a dialog into which somebody types, but not when they click beside it: what was typed would be gone. */
export function unlessBeside(close: () => void): (event: object, reason: 'backdropClick' | 'escapeKeyDown') => void {
  return (_, reason) => { if (reason !== 'backdropClick') close(); };
}
