using System.Globalization;

namespace Platform.Runtime.Tests.Reading;

/// <summary>An account as the in-memory evaluator sees it.</summary>
internal sealed record AccountRow(
    Guid Id, string? Name, string? Industry, int? Employees, decimal? Revenue, bool Active, DateOnly? Founded, DateTime? ContactedAt, string[]? Labels,
    Guid? Parent, Guid? Owner, TimeOnly? OpensAt, long? CallTime)
{
    private static readonly string?[] Names = [null, "alpha", "beta", "gamma", "del%ta", "eps_ilon", "光明", "back\\slash", "ALPHA"];
    private static readonly string?[] Industries = [null, "retail", "tech", "energy", "noMoreAChoice"];

    /// <summary>Picklists compare by the place of the choice; what is no choice any more comes last.</summary>
    public static int? IndustryRank(string? industry) => industry is null ? null : Array.IndexOf(Industries, industry);

    public static AccountRow Random(Random random, IReadOnlyList<Guid> parents, IReadOnlyList<Guid> owners) => new(
        Guid.CreateVersion7(),
        Names[random.Next(Names.Length)],
        Industries[random.Next(Industries.Length)],
        random.Next(4) == 0 ? null : random.Next(0, 6),
        random.Next(4) == 0 ? null : random.Next(0, 500) / 100m,
        random.Next(2) == 0,
        random.Next(4) == 0 ? null : new DateOnly(2026, 6, 1).AddDays(random.Next(0, 30)),
        random.Next(4) == 0 ? null : new DateTime(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(random.Next(0, 700)),
        random.Next(4) == 0 ? null : [.. new[] { "x", "y", "z" }.Where(_ => random.Next(2) == 0)],
        parents.Count == 0 || random.Next(3) == 0 ? null : parents[random.Next(parents.Count)],
        random.Next(4) == 0 ? null : owners[random.Next(owners.Count)],
        random.Next(4) == 0 ? null : new TimeOnly(random.Next(8, 12), 30 * random.Next(2)),
        random.Next(4) == 0 ? null : random.Next(-3, 4) * 30);

    public object?[] Values => [Name, Industry, Employees, Revenue, Active, Founded, ContactedAt, Labels, Parent, Owner, OpensAt, CallTime];

    public const string Columns = "name, industry, employees, revenue, active, founded, contacted_at, labels, parent_id, owner_id, opens_at, call_time";

    public static string Instant(DateTime value) => value.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
