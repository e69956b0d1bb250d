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
    private const string Name = "platform_plan_comparison", Relationship = "Parent Relationship";
    private static readonly string[] Telling = ["Node Type", Relationship, "Relation Name", "Index Name", "Scan Direction", "Join Type", "Strategy"];
    private static readonly string[] PassingOn = ["Function Scan", "Result"];

    /// <summary>Whether the plan for these values is the plan for all.</summary>
    public async Task<bool> AreSameAsync(BoundStatement statement, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await plannedOnce.OpenConnectionAsync(cancellation);
        // The values come with the statement, and the plan is made for them.
        BoundStatement explained = statement with { Text = "explain (format json, costs off) " + statement.Text };
        using JsonDocument own = await PlanAsync(StatementCommand.Create(connection, explained), cancellation), any = await PlanForAnyAsync(connection, statement, cancellation);
        return Shape(own) == Shape(any);
    }

    /// <summary>Whether the plan for several requests at once, beside the list of them, takes the steps of that for one.</summary>
    /// <param name="one">The statement for one request.</param>
    /// <param name="several">The statement for several.</param>
    /// <param name="cancellation">Cancels the comparison.</param>
    public async Task<bool> TakesSameStepsAsync(BoundStatement one, BoundStatement several, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await plannedOnce.OpenConnectionAsync(cancellation);
        using JsonDocument single = await PlanForAnyAsync(connection, one, cancellation), shared = await PlanForAnyAsync(connection, several, cancellation);
        return Steps(shared).SequenceEqual(Steps(single));
    }

    private static async Task<JsonDocument> PlanForAnyAsync(NpgsqlConnection connection, BoundStatement statement, CancellationToken cancellation)
    {
        string types = string.Join(", ", statement.Values.Select(v => v.Type.Name)), nothing = string.Join(", ", statement.Values.Select(_ => "null"));
        await RunAsync($"prepare {Name}{(types.Length == 0 ? "" : $" ({types})")} as {statement.Text}");
        try
        {
            return await PlanAsync(new NpgsqlCommand($"explain (format json, costs off) execute {Name}{(nothing.Length == 0 ? "" : $" ({nothing})")}", connection), cancellation);
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

    private static async Task<JsonDocument> PlanAsync(NpgsqlCommand explain, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = explain;
        return JsonDocument.Parse((string)(await command.ExecuteScalarAsync(cancellation))!);
    }

    private static string Shape(JsonDocument plan)
    {
        StringBuilder shape = new();
        Write(shape, plan.RootElement[0].GetProperty("Plan"));
        return shape.ToString();
    }

    // What one request asks of the database, each with what it is for, in no order: that is another one among several. The list of the requests, and what only passes rows on, is left out.
    private static IEnumerable<string> Steps(JsonDocument plan)
    {
        return Below(plan.RootElement[0].GetProperty("Plan"), "").Order(StringComparer.Ordinal);

        static IEnumerable<string> Below(JsonElement node, string parent)
        {
            if (!PassingOn.Contains(node.GetProperty("Node Type").GetString()))
            {
                string step = string.Join('|', Telling.Where(name => name != Relationship).Select(name => node.TryGetProperty(name, out JsonElement value) ? value.GetString() : ""));
                yield return $"{parent} < {step}";
                parent = step;
            }

            if (!node.TryGetProperty("Plans", out JsonElement plans)) yield break;
            foreach (JsonElement child in plans.EnumerateArray())
            {
                foreach (string step in Below(child, parent)) yield return step;
            }
        }
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
