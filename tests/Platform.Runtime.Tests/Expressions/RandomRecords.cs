using Npgsql;
using Platform.Metadata.Model;
using Platform.Sql;

namespace Platform.Runtime.Tests.Expressions;

/// <summary>Random things with parts, parents, friends and people.</summary>
internal sealed class RandomRecords
{
    private readonly Random random;
    private readonly List<RandomRecord> all = [];

    public RandomRecords(int seed, int count)
    {
        random = new Random(seed);
        TenantModel model = ExpressionDocuments.Model;
        People = Make(model.Object("User"), 3);
        Things = Make(model.Object("Thing"), count);
        Parts = Make(model.Object("Part"), 2 * count);
        foreach (RandomRecord thing in Things)
        {
            foreach (string list in new[] { "children", "parts", "friends", "friendOf" }) thing.Lists[list] = [];
        }

        foreach (RandomRecord thing in Things) Connect(thing);
        foreach (RandomRecord part in Parts)
        {
            RandomRecord thing = Things[random.Next(Things.Count)];
            part.References["thing"] = thing;
            thing.Lists["parts"].Add(part);
        }

        foreach (List<RandomRecord> list in Things.SelectMany(t => t.Lists.Values)) list.Sort((a, b) => string.CompareOrdinal(a.Id.ToString(), b.Id.ToString()));
    }

    public IReadOnlyList<RandomRecord> All => all;

    public IReadOnlyList<RandomRecord> People { get; }

    public IReadOnlyList<RandomRecord> Things { get; }

    public IReadOnlyList<RandomRecord> Parts { get; }

    public async Task InsertAsync(NpgsqlDataSource source, string schema)
    {
        foreach (RandomRecord record in all)
        {
            await InsertAsync(source, schema, record.Model.Table, record.Columns());
            // A child in the recycle bin is in no list.
            if (record.Model.Name != "Part") continue;
            Dictionary<string, object?> deleted = record.Columns();
            deleted["id"] = Guid.NewGuid();
            deleted["deleted_at"] = DateTime.UnixEpoch;
            await InsertAsync(source, schema, record.Model.Table, deleted);
        }

        string links = ExpressionDocuments.Model.Object("Thing").Field("friends").LinkTable!;
        foreach (RandomRecord thing in Things)
        {
            foreach (RandomRecord friend in thing.Lists["friends"])
                await InsertAsync(source, schema, links, new() { ["source_id"] = thing.Id, ["target_id"] = friend.Id });
        }
    }

    private static async Task InsertAsync(NpgsqlDataSource source, string schema, string table, Dictionary<string, object?> columns)
    {
        string names = string.Join(", ", columns.Keys.Select(SqlIdentifier.Quote)), places = string.Join(", ", columns.Select((_, i) => $"${i + 1}"));
        await using NpgsqlCommand command = source.CreateCommand($"insert into {SqlIdentifier.Quote(schema)}.{SqlIdentifier.Quote(table)} ({names}) values ({places})");
        foreach (object? value in columns.Values) command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        await command.ExecuteNonQueryAsync();
    }

    private List<RandomRecord> Make(ObjectModel model, int count)
    {
        List<RandomRecord> made = [];
        for (int i = 0; i < count; i++)
        {
            RandomRecord record = new(model, all.Count + 1);
            foreach (FieldModel field in model.Fields.Where(f => !f.IsSystem && f.Columns.Count > 0)) record.Values[field.Name] = RandomRecord.Value(field.Type, random);
            all.Add(record);
            made.Add(record);
        }

        return made;
    }

    private void Connect(RandomRecord thing)
    {
        RandomRecord? parent = random.Next(3) == 0 ? null : Things[random.Next(Things.Count)];
        thing.References["parent"] = parent;
        parent?.Lists["children"].Add(thing);
        thing.References["before"] = random.Next(3) == 0 ? null : Things[random.Next(Things.Count)];
        thing.References["owner"] = random.Next(4) == 0 ? null : People[random.Next(People.Count)];
        foreach (RandomRecord friend in Things.Where(_ => random.Next(5) == 0))
        {
            thing.Lists["friends"].Add(friend);
            friend.Lists["friendOf"].Add(thing);
        }
    }
}
