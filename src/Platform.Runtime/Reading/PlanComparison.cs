using System.Text;
using System.Text.Json;
using Npgsql;
using Platform.GraphQL.Lowering;

namespace Platform.Runtime.Reading;

/// <summary>
/// Compares the database's plan of a statement for some values with its plan for any values: the same steps over the same tables and indexes, whatever they cost. The
/// statement is planned, not run.
/// </summary>
/// <param name="plannedOnce">Connections whose server processes plan prepared statements once.</param>
internal sealed class PlanComparison(NpgsqlDataSource plannedOnce)
{
    private const string Name = "platform_plan_comparison";
    private static readonly string[] Telling = ["Node Type", "Parent Relationship", "Relation Name", "Index Name", "Scan Direction", "Join Type", "Strategy"];

    /// <summary>Whether the plan for these values is the plan for all.</summary>
    public async Task<bool> AreSameAsync(BoundStatement statement, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await plannedOnce.OpenConnectionAsync(cancellation);
        // The values come with the statement, and the plan is made for them.
        BoundStatement explained = statement with { Text = "explain (format json, costs off) " + statement.Text };
        string own = await ShapeAsync(StatementCommand.Create(connection, explained), cancellation);
        string types = string.Join(", ", statement.Values.Select(v => v.Type.Name)), nothing = string.Join(", ", statement.Values.Select(_ => "null"));
        await RunAsync($"prepare {Name}{(types.Length == 0 ? "" : $" ({types})")} as {statement.Text}");
        try
        {
            string any = await ShapeAsync(new NpgsqlCommand($"explain (format json, costs off) execute {Name}{(nothing.Length == 0 ? "" : $" ({nothing})")}", connection), cancellation);
            return own == any;
        }
        finally
        {
            await RunAsync($"deallocate {Name}");
        }

        async Task RunAsync(string text)
        {
            await using NpgsqlCommand command = new(text, connection);
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    private static async Task<string> ShapeAsync(NpgsqlCommand explain, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = explain;
        using JsonDocument plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(cancellation))!);
        StringBuilder shape = new();
        Write(shape, plan.RootElement[0].GetProperty("Plan"));
        return shape.ToString();
    }

    private static void Write(StringBuilder shape, JsonElement node)
    {
        foreach (string name in Telling)
        {
            if (node.TryGetProperty(name, out JsonElement value)) shape.Append(value.GetString());
            shape.Append('|');
        }

        shape.Append('(');
        if (node.TryGetProperty("Plans", out JsonElement plans))
        {
            foreach (JsonElement child in plans.EnumerateArray()) Write(shape, child);
        }

        shape.Append(')');
    }
}
