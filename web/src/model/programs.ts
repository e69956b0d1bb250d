import { getParser } from 'bowser';

/** The name of a program that signs in, from what it says of itself: "Chrome 156, Linux"; a program that is no browser by its own first word; undefined when it says nothing. */
export function programName(userAgent: string | undefined): string | undefined {
  if (userAgent === undefined || userAgent.trim() === '') return undefined;
  const { browser, os } = getParser(userAgent).getResult();
  if (browser.name === undefined || browser.name === '') return userAgent.split(/[\s(]/)[0]?.replace('/', ' ');
  const version = browser.version?.split('.')[0];
  const program = version === undefined ? browser.name : `${browser.name} ${version}`;
  return os.name === undefined ? program : `${program}, ${os.name}`;
}
