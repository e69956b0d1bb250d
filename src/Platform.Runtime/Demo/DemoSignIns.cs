using System.Collections.Immutable;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Runtime.Catalog;
using Platform.Runtime.Configuration;
using Platform.Runtime.Identity;
using Platform.Sql;

namespace Platform.Runtime.Demo;

/// <summary>
/// Lets the people of the demo data sign in, so that the application can be seen with the eyes of a seller or a manager. They share one password:
/// that of <c>PLATFORM_DEMO_PASSWORD</c>, or a generated one in the data directory's <c>demo-password</c>.
/// </summary>
public sealed class DemoSignIns(
    NpgsqlDataSource dataSource, IDbContextFactory<CatalogContext> contexts, IPasswordHasher<PlatformIdentity> hasher, PlatformOptions options)
{
    private const string UserObject = "User";
    private readonly List<(string Email, string Role)> _examples = [];
    private bool _isNew;

    private string PasswordFile => Path.Combine(options.DataDirectory, "demo-password");

    /// <summary>Gives each person of the data set who has a record and roles, and no sign-in yet, one of their own. All or none.</summary>
    public async Task EnsureAsync(DemoDataset dataset, DemoTarget target, CancellationToken cancellation)
    {
        if (dataset.Tables.FirstOrDefault(t => t.Object.Name == UserObject) is not { } table) return;
        IReadOnlyList<Person> people = await PeopleAsync(table, target, cancellation);
        IReadOnlyDictionary<Guid, long> busy = await RecordsOfAsync(dataset, target, cancellation);
        foreach (IGrouping<string, Person> role in people.GroupBy(p => p.Roles[0]).OrderBy(g => g.Key, StringComparer.Ordinal))
            _examples.Add((role.MaxBy(p => busy.GetValueOrDefault(p.Id))!.Email, role.Key));
        await using CatalogContext catalog = await contexts.CreateDbContextAsync(cancellation);
        HashSet<Guid> members = [.. await catalog.Memberships.Where(m => m.TenantId == target.TenantId).Select(m => m.UserId).ToListAsync(cancellation)];
        Person[] missing = [.. people.Where(p => !members.Contains(p.Id))];
        if (missing.Length == 0) return;
        _isNew = options.DemoPassword is null && !File.Exists(PasswordFile);
        // One hash for all of them: they have one password, and hashing is slow on purpose.
        string hash = hasher.HashPassword(new PlatformIdentity { DisplayName = "" }, options.DemoPassword ?? PasswordGenerator.OfFile(PasswordFile));
        Dictionary<string, Guid> known = await KnownAsync(catalog, missing, cancellation);
        foreach (Person person in missing)
        {
            if (!known.TryGetValue(person.Email.ToUpperInvariant(), out Guid identity)) identity = Add(catalog, person, hash);
            catalog.Memberships.Add(new Membership
            {
                Id = Guid.CreateVersion7(),
                IdentityId = identity,
                TenantId = target.TenantId,
                UserId = person.Id,
                Roles = [.. person.Roles],
                Locale = person.Locale,
                TimeZone = person.TimeZone,
            });
        }
        await catalog.SaveChangesAsync(cancellation);
    }

    /// <summary>What the person at the terminal is told: somebody of each role, and the password or where it is. Empty without demo data.</summary>
    public IEnumerable<string> Announce()
    {
        if (_examples.Count == 0) yield break;
        string password = options.DemoPassword is not null ? "(password of PLATFORM_DEMO_PASSWORD)"
            : _isNew ? File.ReadAllText(PasswordFile).Trim()
            : $"(password in {Path.GetRelativePath(Environment.CurrentDirectory, PasswordFile)})";
        yield return $"Try as    people of the demo data, each with the password   {password}";
        foreach ((string email, string role) in _examples) yield return $"            {email}   {role}";
    }

    private static Guid Add(CatalogContext catalog, Person person, string hash)
    {
        var identity = new PlatformIdentity
        {
            Id = Guid.CreateVersion7(),
            UserName = person.Email,
            NormalizedUserName = person.Email.ToUpperInvariant(),
            Email = person.Email,
            NormalizedEmail = person.Email.ToUpperInvariant(),
            DisplayName = person.Name,
            PasswordHash = hash,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            LockoutEnabled = true,
        };
        catalog.Users.Add(identity);
        return identity.Id;
    }

    private static Task<Dictionary<string, Guid>> KnownAsync(CatalogContext catalog, Person[] people, CancellationToken cancellation)
    {
        string[] addresses = [.. people.Select(p => p.Email.ToUpperInvariant())];
        return catalog.Users.Where(u => addresses.Contains(u.NormalizedUserName)).ToDictionaryAsync(u => u.NormalizedUserName!, u => u.Id, cancellation);
    }

    /// <summary>The data set's people as they are stored now: who was deactivated or lost the roles since gets no sign-in.</summary>
    private async Task<IReadOnlyList<Person>> PeopleAsync(DemoTable table, DemoTarget target, CancellationToken cancellation)
    {
        ObjectModel user = table.Object;
        string Column(string field) => SqlIdentifier.Quote(user.Field(field).Column.Name);
        await using NpgsqlCommand command = dataSource.CreateCommand(
            $"""
            SELECT {Column("id")}, {Column("name")}, {Column("email")}, {Column("roles")}, {Column("locale")}, {Column("timeZone")}
            FROM {SqlIdentifier.Quote(target.Schema)}.{SqlIdentifier.Quote(user.Table)}
            WHERE {Column("id")} = ANY ($1) AND {Column("active")} AND {Column("deletedAt")} IS NULL AND cardinality({Column("roles")}) > 0
            ORDER BY {Column("id")}
            """);
        command.Parameters.AddWithValue(table.Rows().Select(row => row.Id).ToArray());
        List<Person> people = [];
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            string? Optional(int column) => row.IsDBNull(column) ? null : row.GetString(column);
            people.Add(new Person(
                row.GetGuid(0), row.GetString(1), row.GetString(2), [.. await row.GetFieldValueAsync<string[]>(3, cancellation)], Optional(4), Optional(5)));
        }
        return people;
    }

    /// <summary>How many records each person owns: of each role the one is named who has most to see.</summary>
    private async Task<IReadOnlyDictionary<Guid, long>> RecordsOfAsync(DemoDataset dataset, DemoTarget target, CancellationToken cancellation)
    {
        string[] owned =
        [
            .. dataset.Tables.Select(t => t.Object).Where(o => o.Ownership == Ownership.User).Select(o =>
                $"SELECT {SqlIdentifier.Quote(o.Field(SystemFields.Owner).Column.Name)} AS owner FROM {SqlIdentifier.Quote(target.Schema)}.{SqlIdentifier.Quote(o.Table)}"),
        ];
        if (owned.Length == 0) return ImmutableDictionary<Guid, long>.Empty;
        await using NpgsqlCommand command = dataSource.CreateCommand($"SELECT owner, count(*) FROM ({string.Join(" UNION ALL ", owned)}) AS records WHERE owner IS NOT NULL GROUP BY owner");
        Dictionary<Guid, long> counts = [];
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation)) counts[row.GetGuid(0)] = row.GetInt64(1);
        return counts;
    }

    private sealed record Person(Guid Id, string Name, string Email, ImmutableArray<string> Roles, string? Locale, string? TimeZone);
}
