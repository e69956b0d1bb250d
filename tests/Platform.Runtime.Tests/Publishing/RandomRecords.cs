using System.Globalization;
using System.Text;
using System.Text.Json;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.Runtime.Tests.Publishing;

/// <summary>Writes random records of random models, and remembers at which revision each value was last written.</summary>
internal sealed class RandomRecords(PublishedTenant tenant, int seed)
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<Cell, long> _written = [];
    private int _made;

    /// <summary>One value: of a field (by its stable ids) of a record.</summary>
    public readonly record struct Cell(string Object, string Field, string Record);

    /// <summary>True when the value was written at a revision later than the given one.</summary>
    public bool WasWrittenSince(Cell cell, long revision) => _written.GetValueOrDefault(cell) > revision;

    /// <summary>Adds records to each object and writes a part of all values.</summary>
    public async Task WriteAsync(TenantModel model, long revision, int records, int percent)
    {
        StringBuilder sql = new();
        ObjectModel[] objects = [.. model.Objects.Where(o => !o.IsSystem)];
        Dictionary<string, List<string>> ids = [];
        foreach (ObjectModel owner in objects)
        {
            ids[owner.Name] = [.. (await tenant.ScalarAsync<string[]>($"SELECT array_agg(id::text ORDER BY id) FROM $S.{owner.Table}")) ?? []];
            for (int i = 0; i < records; i++)
            {
                string id = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-7000-8000-{++_made:000000000000}");
                sql.Append(CultureInfo.InvariantCulture, $"INSERT INTO $S.{owner.Table} (id, version, created_at, updated_at) VALUES ('{id}', 1, now(), now());\n");
                ids[owner.Name].Add(id);
            }
        }

        foreach (ObjectModel owner in objects)
        {
            foreach (FieldModel field in owner.Fields.Where(f => !f.IsSystem))
            {
                foreach (string record in ids[owner.Name].Where(_ => _random.Next(100) < percent)) Write(sql, owner, field, record, ids, revision);
            }
        }

        await tenant.ExecuteAsync(sql.Append("SELECT 1").ToString());
    }

    /// <summary>Every value as text, links as the list of their targets.</summary>
    public async Task<Dictionary<Cell, string>> ReadAsync(TenantModel model)
    {
        Dictionary<Cell, string> cells = [];
        foreach (ObjectModel owner in model.Objects.Where(o => !o.IsSystem))
        {
            using JsonDocument rows = JsonDocument.Parse(await tenant.RowsAsync($"SELECT * FROM $S.{owner.Table}"));
            using JsonDocument links = JsonDocument.Parse(await LinksAsync(owner));
            foreach (JsonElement row in rows.RootElement.EnumerateArray())
            {
                string id = row.GetProperty("id").GetString()!;
                foreach (FieldModel field in owner.Fields.Where(f => !f.IsSystem))
                {
                    cells[new(owner.Id, field.Id, id)] = field.LinkTable is null
                        ? string.Join(" | ", field.Columns.Select(c => row.GetProperty(c.Name).GetRawText()))
                        : string.Join(" ", links.RootElement.EnumerateArray()
                            .Where(l => l.GetProperty("f").GetString() == field.Id && l.GetProperty("s").GetString() == id)
                            .Select(l => l.GetProperty("t").GetString()).Order(StringComparer.Ordinal));
                }
            }
        }

        return cells;
    }

    private Task<string> LinksAsync(ObjectModel owner)
    {
        string[] tables =
        [
            .. owner.Fields.Where(f => f.LinkTable is not null)
                .Select(f => $"SELECT '{f.Id}' AS f, source_id AS s, target_id AS t FROM $S.{f.LinkTable}"),
        ];
        return tables.Length == 0 ? Task.FromResult("[]") : tenant.RowsAsync(string.Join(" UNION ALL ", tables));
    }

    private void Write(StringBuilder sql, ObjectModel owner, FieldModel field, string record, Dictionary<string, List<string>> ids, long revision)
    {
        int n = ++_made;
        _written[new(owner.Id, field.Id, record)] = revision;
        if (field.Type is ManyToManyType many)
        {
            List<string> targets = ids[many.Target];
            if (targets.Count == 0) return;
            sql.Append(CultureInfo.InvariantCulture, $"INSERT INTO $S.{field.LinkTable} VALUES ('{record}', '{targets[n % targets.Count]}') ON CONFLICT DO NOTHING;\n");
            return;
        }

        string[] values = field.Type is LookupType lookup ? [Reference(ids[lookup.Target], n)] : Values(field, n);
        sql.Append(CultureInfo.InvariantCulture, $"UPDATE $S.{owner.Table} SET {string.Join(", ", field.Columns.Zip(values, (c, v) => $"{c.Name} = {v}"))} WHERE id = '{record}';\n");
    }

    private string Reference(List<string> ids, int n) => ids.Count == 0 || _random.Next(5) == 0 ? "NULL" : $"'{ids[n % ids.Count]}'";

    private string[] Values(FieldModel field, int n)
    {
        if (field.Type is CheckboxType) return [n % 2 == 0 ? "true" : "false"];
        if (_random.Next(8) == 0) return [.. field.Columns.Select(_ => "NULL")];
        string own = n.ToString(CultureInfo.InvariantCulture);
        return field.Type switch
        {
            AddressType => [$"'Street {own}'", "'City'", "NULL", "'90210'", n % 2 == 0 ? "'CN'" : "NULL"],
            GeolocationType => [$"{n % 90}.5", $"{n % 180}.25"],
            TextType when field.Unique => [$"'{own}'"],
            _ => [Value(field.Type, n, own)],
        };
    }

    // Each text has a form in several types, or in none but its own.
    private string Value(FieldType type, int n, string own) => type switch
    {
        TextType or LongTextType or RichTextType or PhoneType => _random.Next(6) switch
        {
            0 => $"'00{own}'",
            1 => $"'word <b> {own}'",
            2 => $"'{own}.50'",
            3 => n % 2 == 0 ? "'true'" : $"'2026-01-{(n % 28) + 1:00}'",
            _ => $"'{own}'",
        },
        EmailType => $"'a{own}@example.com'",
        UrlType => n % 2 == 0 ? $"'https://example.com/{own}'" : $"'HTTP://Example.com/{own}'",
        IntegerType => own,
        DecimalType or CurrencyType or PercentType => own + (n % 2 == 0 ? ".25" : ""),
        DateType => $"date '2026-01-01' + {own}",
        DateTimeType => $"timestamptz '2026-01-01 10:11:12.5Z' + interval '{own} hours'",
        TimeType => "'10:11:12'",
        DurationType => own,
        PicklistType => n % 2 == 0 ? "'a'" : "'b'",
        MultiPicklistType => n % 2 == 0 ? "'{a}'" : "'{a,b}'",
        TagsType => n % 2 == 0 ? "'{a}'" : "'{a,x y}'",
        JsonType => n % 2 == 0 ? "'{\"k\": 1}'" : "'\"text\"'",
        _ => throw new ArgumentException($"No value of type '{type.Name}' is known.", nameof(type)),
    };
}
