import { cleanName, digitsOf, domainOf, mobileOf } from './shared/contactData';

/** Leads come from forms, business cards and spreadsheets: what people typed becomes what the rest of the system can compare. */
export default function cleanse({ records, changed, error, t }: HookContext<'Lead'>): void {
  for (const lead of records) {
    if (changed(lead, 'name') && lead.name) lead.name = cleanName(lead.name);
    if (changed(lead, 'company') && lead.company) lead.company = cleanName(lead.company);
    if (changed(lead, 'email') && lead.email) lead.email = lead.email.toLowerCase();
    if (changed(lead, 'mobile') && lead.mobile) {
      const mobile = mobileOf(lead.mobile);
      if (mobile === null) error(lead, 'mobile', t('badMobile', { value: lead.mobile, digits: digitsOf(lead.mobile).length }));
      else lead.mobile = mobile;
    }
    if (!lead.website && lead.email) {
      const domain = domainOf(lead.email);
      if (domain) lead.website = `https://${domain}`;
    }
  }
}
