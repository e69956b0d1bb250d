using System.Globalization;
using Platform.Metadata.Hazards;
using Platform.Metadata.Model;
using Platform.Runtime.Publishing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Publishing;

/// <summary>Long random histories of applies, rollbacks and writes in between.</summary>
public sealed class HistoryPropertyTests(CatalogDatabase database) : IClassFixture<CatalogDatabase>
{
    private const int Acts = 8;

    private static readonly string[] Everything =
    [
        HazardCodes.DataLoss, HazardCodes.CannotConvert, HazardCodes.LossyConversion, HazardCodes.RequiredMissing, HazardCodes.TooLong, HazardCodes.OutOfRange,
    ];

    /// <summary>Twelve histories; PLATFORM_TEST_SEEDS=FROM-TO runs others.</summary>
    public static TheoryData<int> Seeds
    {
        get
        {
            int[] range = [.. (Environment.GetEnvironmentVariable("PLATFORM_TEST_SEEDS") ?? "1-12").Split('-').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
            return [.. Enumerable.Range(range[0], range[1] - range[0] + 1)];
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Rollback_to_any_revision_brings_back_every_value_not_written_since(int seed)
    {
        PublishedTenant tenant = await PublishedTenant.CreateAsync(database.DataSource, $"history{seed}");
        RandomDocuments documents = new(seed, withMasters: false);
        RandomRecords records = new(tenant, seed);
        Random random = new(seed);
        Dictionary<long, (TenantModel Model, Dictionary<RandomRecords.Cell, string> Cells, string Storage, IReadOnlyList<(string Id, string Name, string Json)> Documents)> left = [];
        var current = documents.Next();
        TenantState state = (await tenant.ApplyAsync(RandomDocuments.Edits([], current), Everything)).State;
        for (int act = 0; act < Acts; act++)
        {
            await records.WriteAsync(state.Model, state.Revision, records: act < 2 ? 3 : 1, percent: act == 0 ? 90 : 15);
            left[state.Revision] = (state.Model, await records.ReadAsync(state.Model), await Storage.DescribeAsync(tenant), current);
            long? back = act > 0 && random.Next(2) == 0 ? left.Keys.ElementAt(random.Next(left.Count)) : null;
            var next = back is { } earlier ? left[earlier].Documents : documents.Next();
            PublishOutcome outcome = await tenant.Publisher.ApplyAsync(
                back is null
                    ? tenant.Request(RandomDocuments.Edits(current, next), Everything)
                    : new PublishRequest { TenantId = tenant.Id, RollbackTo = back, Accept = Everything, Reason = "test" },
                CancellationToken.None);

            // Records may share what is to be unique, or lack a choice: then nothing is changed.
            if (outcome is PublishRefused { Code: PublishCodes.PlanBlocked }) continue;
            state = Assert.IsType<Published>(outcome).State;
            current = next;
            if (back is not { } revision) continue;
            Assert.Equal(left[revision].Storage, await Storage.DescribeAsync(tenant));
            Dictionary<RandomRecords.Cell, string> now = await records.ReadAsync(state.Model);
            IEnumerable<string> Kept(Dictionary<RandomRecords.Cell, string> cells) => left[revision].Cells.Keys
                .Where(c => !records.WasWrittenSince(c, revision))
                .Select(c => $"{c.Object}.{c.Field} {c.Record}: {cells.GetValueOrDefault(c)}").Order(StringComparer.Ordinal);
            Assert.Equal(Kept(left[revision].Cells), Kept(now));
        }
    }
}
