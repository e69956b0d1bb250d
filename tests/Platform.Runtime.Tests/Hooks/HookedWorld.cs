using Platform.GraphQL.Schema;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Records;
using Platform.Runtime.Tests.Writing;
using Platform.Runtime.Writing;
using Xunit;

namespace Platform.Runtime.Tests.Hooks;

/// <summary>The world under a model with hooks.</summary>
/// <param name="world">The world.</param>
/// <param name="model">The model.</param>
/// <param name="writer">The writer that runs them.</param>
public sealed class HookedWorld(HookWorld world, TenantModel model, RecordWriter writer)
{
    public RecordCaller Admin => Under(world.Records.Admin, "administrator");

    public RecordCaller Ann => Under(world.Records.Ann, "sales");

    public Task<WriteOutcome> CreateAsync(RecordCaller caller, string target, params (string Name, object? Value)[] fields) =>
        WriteAsync(caller, target, MutationKind.Create, ("input", WritingWorld.Input(fields)));

    public Task<WriteOutcome> CreateManyAsync(RecordCaller caller, string target, bool allOrNone, params IReadOnlyDictionary<string, object?>[] inputs) =>
        WriteAsync(caller, target, MutationKind.CreateMany, ("inputs", inputs.Cast<object?>().ToList()), ("allOrNone", allOrNone));

    public Task<WriteOutcome> UpdateAsync(RecordCaller caller, string target, Guid id, params (string Name, object? Value)[] fields) =>
        WriteAsync(caller, target, MutationKind.Update, ("id", id.ToString()), ("input", WritingWorld.Input(fields)));

    public Task<WriteOutcome> DeleteAsync(RecordCaller caller, string target, Guid id) => WriteAsync(caller, target, MutationKind.Delete, ("id", id.ToString()));

    public Task<WriteOutcome> RestoreAsync(RecordCaller caller, string target, Guid id) => WriteAsync(caller, target, MutationKind.Restore, ("id", id.ToString()));

    /// <summary>Creates a record that must be accepted.</summary>
    public async Task<Guid> MakeAsync(RecordCaller caller, string target, params (string Name, object? Value)[] fields)
    {
        WriteOutcome outcome = await CreateAsync(caller, target, fields);
        Assert.Null(outcome.Refusal is { } refusal ? string.Join('\n', refusal.Problems.Select(p => p.ToString()).Prepend(refusal.Message)) : null);
        return Guid.Parse(outcome.Records[0]!);
    }

    public Task<object?> ReadAsync(string target, Guid id, string field) => world.Records.ReadAsync(world.Records.Admin, target, id, field);

    public Task<long> CountAsync(string target, string name) =>
        world.Records.ScalarAsync<long>($"select count(*) from t_one.{target.ToLowerInvariant()} where name = $1 and deleted_at is null", name);

    private Task<WriteOutcome> WriteAsync(RecordCaller caller, string target, MutationKind kind, params (string Name, object? Value)[] arguments) =>
        WritingWorld.WriteAsync(writer, caller, target, kind, null, arguments);

    private RecordCaller Under(RecordCaller caller, string role) => caller with { Model = model, Permissions = PermissionCompiler.Compile(model, [role]) };
}
