import { randomUUID } from 'node:crypto';
import type { WorkspaceDescription, WorkspaceField, WorkspaceObject } from '../src/api/workspace.generated.ts';

export type Row = Record<string, unknown>;

const given = ['王伟', '李娜', '张敏', 'Chen Jie', '刘洋', 'Grace Hopper', '赵磊', 'Zhou Yan'];
const firms = ['上海光启科技', 'Northwind Traders', '深圳华芯半导体', '杭州云帆软件', 'Contoso Ltd', '成都蓉城物流', '北京中科智联', 'Fabrikam GmbH'];

/** Invented records in memory, the same at every start. */
export class FakeRecords {
  readonly rows = new Map<string, Row[]>();
  private seed = 7;

  constructor(workspace: WorkspaceDescription, perObject: number) {
    const users = given.slice(0, 4).map((name, i): Row => ({ ...this.stamps('u1'), id: `u${i + 1}`, name, email: `user${i + 1}@example.com` }));
    this.rows.set('User', users);
    this.rows.set('File', []);
    const own = workspace.objects.filter((o) => !o.isSystem);
    for (const object of own) this.rows.set(object.name, Array.from({ length: perObject }, (_, i) => this.row(object, i)));
    for (const object of own) for (const row of this.rows.get(object.name) ?? []) this.link(object, row);
  }

  of(object: string): Row[] {
    let rows = this.rows.get(object);
    if (rows === undefined) this.rows.set(object, rows = []);
    return rows;
  }

  find(object: string, id: unknown): Row | undefined {
    return this.of(object).find((r) => r.id === id);
  }

  insert(object: string, input: Row): Row {
    const row = { ...this.stamps('u1'), id: randomUUID(), ...input };
    this.of(object).unshift(row);
    return row;
  }

  private stamps(by: string): Row {
    const at = new Date(Date.UTC(2026, 0, 1) + this.random(280) * 86_400_000).toISOString();
    return { version: 1, createdAt: at, updatedAt: at, createdBy: by, updatedBy: by, owner: by, deletedAt: null, currency: 'CNY' };
  }

  private random(below: number): number {
    this.seed = (this.seed * 48_271) % 2_147_483_647;
    return this.seed % below;
  }

  private row(object: WorkspaceObject, index: number): Row {
    const row: Row = { ...this.stamps(`u${1 + (index % 4)}`), id: randomUUID() };
    for (const field of object.fields.filter((f) => f.isSystem !== true)) row[field.name] = this.value(object, field, index);
    return row;
  }

  private value(object: WorkspaceObject, field: WorkspaceField, index: number): unknown {
    if (field.required !== true && field.name !== object.nameField && this.random(5) === 0) return field.type === 'checkbox' ? false : null;
    const day = new Date(Date.UTC(2026, 0, 1) + this.random(420) * 86_400_000).toISOString();
    switch (field.type) {
      case 'text':
        return field.name !== object.nameField ? `${field.label} ${this.random(90) + 10}`
          : ['Contact', 'Lead'].includes(object.name) ? given[index % given.length]
            : object.name === 'Account' ? `${firms[index % firms.length]}${index < 8 ? '' : ` ${index}`}` : `${firms[this.random(8)]} · ${object.label} ${index + 1}`;
      case 'longText': return '客户希望在季度末前完成评估。\nFollow up next week.';
      case 'richText': return '<p>A <strong>formatted</strong> note with a <em>word</em>.</p><ul><li>one</li><li>two</li></ul>';
      case 'integer': return this.random(100);
      case 'decimal': return `${this.random(9000)}.${10 + this.random(89)}`;
      case 'currency': return `${this.random(2_000_000) + 1000}.00`;
      case 'percent': return `0.${1 + this.random(9)}`;
      case 'checkbox': return this.random(2) === 0;
      case 'date': return day.slice(0, 10);
      case 'dateTime': return day;
      case 'time': return '09:30:00';
      case 'duration': return 'PT5400S';
      case 'picklist': return field.choices?.[this.random(field.choices.length)]?.value ?? null;
      case 'multiPicklist': return field.choices?.slice(0, 1 + this.random(2)).map((c) => c.value) ?? null;
      case 'email': return `person${index}@example.com`;
      case 'phone': return `+86 138 0000 ${String(1000 + index)}`;
      case 'url': return 'https://www.example.com';
      case 'address': return { street: '世纪大道 100 号', city: '上海', state: '上海', postalCode: '200120', country: '中国' };
      case 'geolocation': return { latitude: 31.2304, longitude: 121.4737 };
      case 'autoNumber': return `${object.name.slice(0, 3).toUpperCase()}-${String(index + 1).padStart(4, '0')}`;
      case 'tags': return ['重点', 'VIP'].slice(0, 1 + this.random(2));
      case 'json': return { source: 'import', rows: [1, 2, 3] };
      case 'encryptedText': return '6222020200001234567';
      default: return null;
    }
  }

  private link(object: WorkspaceObject, row: Row): void {
    for (const field of object.fields.filter((f) => f.isSystem !== true)) {
      const targets = field.targets ?? [];
      const target = targets[this.random(Math.max(1, targets.length))];
      if (target === undefined) continue;
      const pool = this.of(target);
      const picked = pool[this.random(Math.max(1, pool.length))];
      if (field.type === 'lookup' || field.type === 'masterDetail') row[field.name] = picked?.id ?? null;
      if (field.type === 'polymorphicLookup') row[field.name] = picked && { object: target, id: picked.id };
      if (field.type === 'manyToMany') row[field.name] = pool.slice(0, 2).map((r) => r.id);
    }
  }
}
