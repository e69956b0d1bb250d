import { useEffect, useState, type ReactNode } from 'react';

/** Shows its children to those who are signed in, and everyone else the way to the sign-in. */
export const SignInFirst = ({ children }: { children: ReactNode }) => {
  const [isSignedIn, setSignedIn] = useState<boolean>();
  useEffect(() => {
    const asked = new AbortController();
    fetch('/auth/me', { signal: asked.signal }).then((response) => setSignedIn(response.ok), () => undefined);
    return () => asked.abort();
  }, []);
  if (isSignedIn === undefined) return null;
  if (isSignedIn) return children;
  return (
    <main className="sign-in-first">
      <p>The API answers those who are signed in.</p>
      <a href="/">Sign in, then come back to this page</a>
    </main>
  );
};
