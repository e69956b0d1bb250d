using System.Globalization;
using Platform.Metadata.Fields;
using Platform.Metadata.Hazards;
using Platform.Metadata.Model;
using Platform.Runtime.Publishing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Publishing;

public sealed class StoragePropertyTests(CatalogDatabase database) : IClassFixture<CatalogDatabase>
{
    private static readonly string[] Everything =
    [
        HazardCodes.DataLoss, HazardCodes.CannotConvert, HazardCodes.LossyConversion, HazardCodes.RequiredMissing, HazardCodes.TooLong, HazardCodes.OutOfRange,
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_the_way_to_a_model_its_storage_is_the_same(int seed)
    {
        RandomDocuments documents = new(seed, withMasters: true);
        var a = documents.Next();
        var b = documents.Next();
        PublishedTenant changed = await PublishedTenant.CreateAsync(database.DataSource, $"way{seed}");
        await changed.ApplyAsync(RandomDocuments.Edits([], a), Everything);
        string before = await Storage.DescribeAsync(changed);
        await changed.ApplyAsync(RandomDocuments.Edits(a, b), Everything);
        PublishedTenant fresh = await PublishedTenant.CreateAsync(database.DataSource, $"new{seed}");
        await fresh.ApplyAsync(RandomDocuments.Edits([], b), Everything);
        Assert.Equal(await Storage.DescribeAsync(fresh), await Storage.DescribeAsync(changed));
        await changed.RollbackAsync(2, Everything);
        Assert.Equal(before, await Storage.DescribeAsync(changed));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Rollback_restores_every_row_also_after_the_way_forward_again(int seed)
    {
        RandomDocuments documents = new(1000 + seed, withMasters: false);
        var a = documents.Next();
        var b = documents.Next();
        PublishedTenant tenant = await PublishedTenant.CreateAsync(database.DataSource, $"rows{seed}");
        await FillAsync(tenant, await tenant.ApplyAsync(RandomDocuments.Edits([], a), Everything), new Random(seed));
        string atA = await Storage.RowsAsync(tenant);
        string storageA = await Storage.DescribeAsync(tenant);
        await tenant.ApplyAsync(RandomDocuments.Edits(a, b), Everything);
        string storageB = await Storage.DescribeAsync(tenant);
        await tenant.RollbackAsync(2, Everything);
        Assert.Equal(atA, await Storage.RowsAsync(tenant));
        Assert.Equal(storageA, await Storage.DescribeAsync(tenant));
        await tenant.RollbackAsync(3, Everything);
        Assert.Equal(storageB, await Storage.DescribeAsync(tenant));
        await tenant.RollbackAsync(2, Everything);
        Assert.Equal(atA, await Storage.RowsAsync(tenant));
    }

    // Three records per object with a value in every field that the test knows how to write; unique ones differ.
    private static async Task FillAsync(PublishedTenant tenant, Published state, Random random)
    {
        foreach (ObjectModel owner in state.State.Model.Objects.Where(o => !o.IsSystem))
        {
            for (int i = 1; i <= 3; i++)
            {
                List<(string Column, string Value)> values = [("id", $"'{Id(owner.Table, i)}'"), ("version", "1"), ("created_at", "now()"), ("updated_at", "now()")];
                values.AddRange(owner.Fields.Where(f => !f.IsSystem && f.Columns.Count == 1)
                    .Select(f => (f.Column.Name, Value(f, random.Next(1, 50), i))).Where(v => v.Item2.Length > 0)!);
                await tenant.ExecuteAsync(
                    $"INSERT INTO $S.{owner.Table} ({string.Join(", ", values.Select(v => v.Column))}) VALUES ({string.Join(", ", values.Select(v => v.Value))})");
            }
        }

        foreach (ObjectModel owner in state.State.Model.Objects.Where(o => !o.IsSystem))
        {
            foreach (FieldModel field in owner.Fields.Where(f => !f.IsSystem))
            {
                if (field.Type is LookupType lookup)
                {
                    await tenant.ExecuteAsync($"UPDATE $S.{owner.Table} SET {field.Column.Name} = '{Id(state.State.Model.Object(lookup.Target).Table, 2)}'");
                }
                else if (field.Type is ManyToManyType many)
                {
                    await tenant.ExecuteAsync($"INSERT INTO $S.{field.LinkTable} VALUES ('{Id(owner.Table, 1)}', '{Id(state.State.Model.Object(many.Target).Table, 3)}')");
                }
            }
        }
    }

    private static string Id(string table, int i) =>
        string.Create(CultureInfo.InvariantCulture, $"00000000-0000-7000-8000-0000000{(int)table[0]:000}{i:00}");

    private static string Value(FieldModel field, int n, int row)
    {
        string own = string.Create(CultureInfo.InvariantCulture, $"{row}{n}");
        return field.Type switch
        {
            TextType or LongTextType or RichTextType or PhoneType => n % 2 == 0 ? $"'{own}'" : $"'word <b> {own}'",
            EmailType => $"'a{own}@example.com'",
            UrlType => $"'https://example.com/{own}'",
            IntegerType => own,
            DecimalType or CurrencyType or PercentType => own + ".25",
            CheckboxType => n % 2 == 0 ? "true" : "false",
            DateType => $"date '2026-01-01' + {own}",
            DateTimeType => $"timestamptz '2026-01-01 10:11:12.5Z' + interval '{own} hours'",
            TimeType => "'10:11:12'",
            DurationType => own,
            PicklistType => "'a'",
            MultiPicklistType => n % 2 == 0 ? "'{a}'" : "'{a,b}'",
            TagsType => "'{a,x y}'",
            JsonType => "'{\"k\": 1}'",
            _ => "",
        };
    }
}
