using Npgsql;
using Platform.Metadata.Planning;
using Platform.Runtime.Reading;
using Platform.Sql;

namespace Platform.Runtime.Publishing;

/// <summary>Carries out the statements of a plan that belong into its transaction.</summary>
internal static class StepRunner
{
    private const int BatchSize = 100;

    /// <summary>Runs the steps in order, many to a round trip.</summary>
    public static async Task RunAsync(NpgsqlConnection connection, IEnumerable<PlanStep> steps, CancellationToken cancellation)
    {
        foreach (PlanStep[] chunk in steps.Where(s => s.Stage != PlanStage.Background).Chunk(BatchSize))
        {
            await using NpgsqlBatch batch = new(connection) { Timeout = 0 };
            foreach (PlanStep step in chunk) batch.BatchCommands.Add(Command(step.Print()));
            await batch.ExecuteNonQueryAsync(cancellation);
        }
    }

    private static NpgsqlBatchCommand Command(SqlText text)
    {
        NpgsqlBatchCommand command = new(text.Text);
        foreach (SqlParameter parameter in text.Parameters)
        {
            command.Parameters.Add(new NpgsqlParameter
            {
                NpgsqlDbType = StatementCommand.DriverType(parameter.Type),
                Value = parameter.Value ?? DBNull.Value,
            });
        }

        return command;
    }
}
