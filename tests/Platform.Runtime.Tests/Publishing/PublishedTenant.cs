using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Platform.Metadata.BuiltIn;
using Platform.Scripting.Sources;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.Tests.Publishing;

/// <summary>A tenant with the built-in documents, and short ways to change and look at it.</summary>
internal sealed class PublishedTenant
{
    private PublishedTenant(NpgsqlDataSource dataSource, Guid id, string schema, HookChecks? hooks = null)
    {
        (DataSource, Id, Schema) = (dataSource, id, schema);
        Models = new TenantModels(dataSource);
        Publisher = new Publisher(dataSource, Models, TimeProvider.System, NullLogger<Publisher>.Instance, hooks);
    }

    public NpgsqlDataSource DataSource { get; }

    public Guid Id { get; }

    public string Schema { get; }

    public TenantModels Models { get; }

    public Publisher Publisher { get; }

    /// <summary>Makes a tenant in a database with a migrated catalog.</summary>
    public static async Task<PublishedTenant> CreateAsync(NpgsqlDataSource dataSource, string slug, HookChecks? hooks = null)
    {
        Guid id = Guid.CreateVersion7();
        PublishedTenant tenant = new(dataSource, id, "t_" + slug, hooks);
        await tenant.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"""
            CREATE SCHEMA t_{slug};
            INSERT INTO platform.tenants (id, slug, name, schema_name, revision, locale, time_zone, currency, status)
            VALUES ('{id}', '{slug}', '{slug}', 't_{slug}', 0, 'en', 'UTC', 'USD', 'active')
            """));
        await tenant.ApplyAsync(BuiltIn, ofPlatform: true);
        return tenant;
    }

    /// <summary>A tenant that is there already.</summary>
    public static PublishedTenant Of(NpgsqlDataSource dataSource, Guid id, string schema) => new(dataSource, id, schema);

    /// <summary>The same tenant as another node sees it.</summary>
    public PublishedTenant OnAnotherNode() => new(DataSource, Id, Schema);

    /// <summary>Edits that bring the built-in documents.</summary>
    public static DocumentEdit[] BuiltIn => [.. BuiltInDocuments.All.Select(d => new PutDocument(
        System.Text.Encoding.UTF8.GetString(d.Source!.Utf8.Span), BuiltInDocuments.PackageName))];

    /// <summary>A request with everything accepted that the test names.</summary>
    public PublishRequest Request(DocumentEdit[] edits, string[]? accept = null, long? ifRevision = null, bool ofPlatform = false) => new()
    {
        TenantId = Id,
        Edits = edits,
        Accept = accept ?? [],
        IfRevision = ifRevision,
        OfPlatform = ofPlatform,
        Reason = "test",
    };

    /// <summary>Applies edits, and fails the test unless that succeeds.</summary>
    public async Task<Published> ApplyAsync(DocumentEdit[] edits, string[]? accept = null, bool ofPlatform = false) =>
        Done(await Publisher.ApplyAsync(Request(edits, accept, ofPlatform: ofPlatform), CancellationToken.None));

    /// <summary>Applies documents.</summary>
    public Task<Published> PutAsync(params string[] documents) => ApplyAsync([.. documents.Select(d => new PutDocument(d))]);

    /// <summary>Rolls back, and fails the test unless that succeeds.</summary>
    public async Task<Published> RollbackAsync(long revision, params string[] accept) => Done(await Publisher.ApplyAsync(
        new PublishRequest { TenantId = Id, RollbackTo = revision, Accept = accept, Reason = "test" }, CancellationToken.None));

    /// <summary>A plan of edits.</summary>
    public async Task<DeployPlan> PlanAsync(params DocumentEdit[] edits) =>
        (await Publisher.PlanAsync(Request(edits), CancellationToken.None))!;

    public async Task ExecuteAsync(string sql)
    {
        await using NpgsqlCommand command = DataSource.CreateCommand(sql.Replace("$S", Schema, StringComparison.Ordinal));
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using NpgsqlCommand command = DataSource.CreateCommand(sql.Replace("$S", Schema, StringComparison.Ordinal));
        return await command.ExecuteScalarAsync() is T value ? value : default!;
    }

    /// <summary>The rows of a query as JSON text.</summary>
    public Task<string> RowsAsync(string sql) =>
        ScalarAsync<string>($"SELECT coalesce(json_agg(q)::text, '[]') FROM ({sql}) q");

    private static Published Done(PublishOutcome outcome) => outcome.Match(
        published => published,
        refused => throw new InvalidOperationException(
            $"{refused.Code}: {refused.Message} {string.Join("; ", refused.Plan?.Diagnostics.Select(d => d.ToString()) ?? [])}"
            + string.Join("; ", refused.Plan?.Hazards.Select(h => h.Message.In("en")) ?? [])));
}
