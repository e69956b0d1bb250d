/** Texts of the studio about templates of mails; the other language has the same keys. */
export const mailTemplateEn = {
  for: 'Mail',
  digest: 'Daily summary',
  placeholders: 'What may stand in braces:',
  means: {
    name: 'name of the recipient', title: 'what happened', record: 'name of the record', link: 'address of the record', decide: 'address at which to decide', unsubscribe: 'address at which these mails end',
    count: 'how many notifications', entries: 'the notifications', settings: 'address of the notification settings',
  },
  blankLines: 'A line of which every placeholder is blank is left out. A brace that is one is doubled.',
  in: { 'en': 'English', 'zh-CN': 'Chinese' },
  subject: 'Subject',
  text: 'Text',
  html: 'HTML',
  htmlHelp: 'Empty: it is made of the text.',
  preview: 'Preview',
  language: 'Language',
  form: 'Form',
  notYet: 'The template cannot be read yet.',
};

export const mailTemplateZh: typeof mailTemplateEn = {
  for: '邮件',
  digest: '每日汇总',
  placeholders: '可用的占位符：',
  means: {
    name: '收件人姓名', title: '发生的事情', record: '记录名称', link: '记录地址', decide: '审批地址', unsubscribe: '退订地址',
    count: '通知条数', entries: '各条通知', settings: '通知设置地址',
  },
  blankLines: '如果一行中的占位符全部为空，则省略该行。花括号本身请写两个。',
  in: { 'en': '英文', 'zh-CN': '中文' },
  subject: '主题',
  text: '纯文本',
  html: 'HTML',
  htmlHelp: '留空则由纯文本生成。',
  preview: '预览',
  language: '语言',
  form: '形式',
  notYet: '模板暂时无法解析。',
};
