using Npgsql;
using Platform.Metadata.Changes;
using Platform.Metadata.Model;
using Platform.Metadata.Planning;
using Platform.Sql.Definition;

namespace Platform.Runtime.Tests.Publishing;

/// <summary>The tables of a model as publishing makes them, for tests that need no documents in the catalog.</summary>
internal static class PublishedTables
{
    public static async Task CreateAsync(NpgsqlDataSource source, TenantModel model, string schema)
    {
        ModelSnapshot made = new(model, []);
        StorageContext storage = new()
        {
            Schema = schema,
            Revision = 1,
            From = ModelSnapshot.Empty,
            To = made,
            Changes = ModelDiff.Between(ModelSnapshot.Empty, made),
        };
        await using NpgsqlConnection connection = await source.OpenConnectionAsync();
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(new CreateSchema(schema).Print()));
        foreach (PlanStep step in StoragePlanner.Plan(storage)) batch.BatchCommands.Add(new NpgsqlBatchCommand(step.Definition!.Print()));
        await batch.ExecuteNonQueryAsync();
    }
}
