/** Mail providers of everybody: their domain says nothing about a company. */
const PUBLIC_MAIL = new Set([
  '126.com', '139.com', '163.com', '189.cn', 'aliyun.com', 'foxmail.com', 'gmail.com', 'hotmail.com', 'icloud.com', 'outlook.com', 'qq.com', 'sina.com', 'sohu.com', 'yahoo.com',
  'yeah.net',
]);

/** Full-width letters and digits become plain ones, and white space one space. */
export function cleanName(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim();
}

export function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '');
}

/** A mobile number as it is dialled: eleven digits in China, a plus and all digits elsewhere; null for what is neither. */
export function mobileOf(text: string): string | null {
  const digits = digitsOf(text);
  const national = digits.replace(/^(00)?86(?=1\d{10}$)/, '');
  if (/^1\d{10}$/.test(national)) return national;
  const isInternational = /^\s*(\+|00)/.test(text.normalize('NFKC'));
  return isInternational && digits.length >= 8 && digits.length <= 17 ? `+${digits.replace(/^00/, '')}` : null;
}

/** The company's domain in an e-mail address; null for addresses of public providers. */
export function domainOf(email: string): string | null {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  return domain === '' || PUBLIC_MAIL.has(domain) ? null : domain;
}
